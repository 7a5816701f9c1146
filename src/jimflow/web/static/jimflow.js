// A little comfort; every page works without it.
"use strict";

// A form sent twice by a double click is dealt with once by the server; here the button shows that it was heard.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.submitter && "download" in event.submitter.dataset) return; // the answer is a file; the page stays
  if (form.method !== "post" || form.dataset.sent) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (button) button.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// Filters take effect when they are chosen.
for (const form of document.querySelectorAll("form.filters")) {
  form.classList.add("by-itself");
  form.addEventListener("change", () => form.requestSubmit());
}

// What went wrong is where reading goes on; then what was done.
const problem = document.getElementById("problem") || document.getElementById("done");
if (problem) problem.focus();

// A menu closes with Escape or by going elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// Typed but not sent: leaving the page is asked about.
let typed = false;
for (const form of document.querySelectorAll("form[method=post]:not([data-autosave])")) {
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text]")) typed = true;
  });
  form.addEventListener("submit", () => { typed = false; });
}
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

// Buttons that only a script can serve.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
