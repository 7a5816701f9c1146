// While a rehearsal is played its progress is asked for; when it has ended the page shows what came of it.
"use strict";

const running = document.querySelector("[data-running]");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-running]");
    if (!now) {
      location.reload();
      return;
    }
    for (const part of ["[role=status]", ".num"]) {
      const here = running.querySelector(part);
      const words = now.querySelector(part).textContent;
      if (here.textContent !== words) here.textContent = words;
    }
    running.querySelector("progress").value = now.querySelector("progress").value;
  } catch {
    // The server does not answer at the moment; the next look may be luckier.
  }
  setTimeout(look, 1000);
}

if (running) setTimeout(look, 700);
