// Unpacks Chromium, the libraries it needs and its font into the folder named by TMPDIR.
import { inflate } from "@sparticuz/chromium";

for (const part of ["chromium.br", "al2023.tar.br", "fonts.tar.br"]) {
  await inflate(`node_modules/@sparticuz/chromium/bin/${part}`);
}
