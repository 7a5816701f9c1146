// The joint answer saves itself, shows what colleagues write, and loses nothing when the network or the browser does.
// Without this script the page has a button that saves, and shows two texts side by side where a colleague was faster.
"use strict";

(() => {
  const form = document.getElementById("answer");
  if (!form) return;
  const say = form.dataset, place = say.autosave;
  const status = document.getElementById("saving"), told = document.getElementById("told");
  const REST = 2000, LONGEST = 8000, POLL = 15000, RETRY = 5000, KEEP_DAYS = 7;
  const LOCAL = `jimflow:${place}:${say.me}`;
  const boxes = new Map([...form.querySelectorAll("[data-question]")].map((box) => [box.dataset.question, box]));
  const dirty = new Map(); // question -> how often it was typed in, so that a later sign is not taken for saved
  const settled = new Set();
  let ticks = 0, timer = 0, oldest = 0, flight = null, failing = false, over = false, leaving = false;

  const fieldsOf = (name) => [...form.querySelectorAll(`[name="answer.${CSS.escape(name)}"]`)];
  const seenOf = (name) => form.querySelector(`[name="seen.${CSS.escape(name)}"]`);
  const typedIn = (name) => fieldsOf(name)
    .filter((f) => (f.type !== "radio" && f.type !== "checkbox") || f.checked).map((f) => f.value);

  function put(name, values) {
    for (const field of fieldsOf(name)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[0] || "";
    }
  }

  const alike = (some, others) => some.length === others.length && some.every((text, n) => text.trim() === others[n].trim());

  // What is told. The line is for the eye; what is read aloud comes seldom: when something is wrong, and right again.
  function tell(words, aloud) {
    status.textContent = words;
    status.classList.toggle("failed", failing);
    if (aloud) told.textContent = words;
  }

  // That everything is saved, or that two texts still wait for a choice.
  function tellSaved(words) {
    const panel = form.querySelector(".clash");
    tell(panel ? "" : words);
    if (!panel) return;
    const link = element("a", { href: `#${panel.id}` }, say.waits);
    status.append(link);
  }

  // A copy in this browser, until the server has it.
  function remember() {
    const texts = Object.fromEntries([...dirty.keys()].map((n) => [n, { typed: typedIn(n), seen: seenOf(n).value }]));
    try {
      if (dirty.size) localStorage.setItem(LOCAL, JSON.stringify({ at: Date.now(), texts }));
      else localStorage.removeItem(LOCAL);
    } catch { /* no room, or not allowed: then the server alone keeps it */ }
  }

  function touched(name) {
    dirty.set(name, ++ticks);
    remember();
    if (!oldest) oldest = Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(REST, oldest + LONGEST - Date.now())));
  }

  function parcel(names, ahead) {
    const data = new FormData();
    data.set("_csrf", form.elements._csrf.value);
    data.set("_form", form.elements._form.value);
    data.set("as", "json");
    for (const name of names) {
      let seen = seenOf(name).value;
      if (ahead && ahead.has(name)) seen = `${parseInt(seen, 10) + 1}-ahead`; // what is on its way will stand there
      data.set(`seen.${name}`, seen);
      for (const value of typedIn(name)) data.append(`answer.${name}`, value);
    }
    for (const number of settled) data.append("settled", number);
    return data;
  }

  async function save() {
    clearTimeout(timer);
    if (flight || over || leaving || (!dirty.size && !settled.size)) return;
    const sent = new Map(dirty), done = [...settled];
    flight = sent;
    oldest = 0;
    tell(say.saving);
    try {
      const answer = await fetch(`${place}/save`, { method: "POST", body: parcel(sent.keys()) });
      if (answer.status === 401) return signedOut();
      if (answer.status === 403) { // another session in this browser: take its proof and go on
        await latest();
        throw new Error("again");
      }
      const found = await answer.json();
      if (!answer.ok) throw new Error(found.problem || "refused");
      for (const number of done) settled.delete(number);
      took(found, sent);
    } catch (error) {
      failed();
    } finally {
      flight = null;
      remember();
      if (!over && (dirty.size || settled.size) && !failing) timer = setTimeout(save, REST);
    }
  }

  function took(found, sent) {
    const clashing = new Set(found.clashes.map((c) => c.field));
    for (const [name, what] of Object.entries(found.fields)) {
      if (!clashing.has(name)) seenOf(name).value = what.seen;
      if (!clashing.has(name) && dirty.get(name) === sent.get(name)) dirty.delete(name);
      note(name, clashing.has(name) ? say.mineWaits : what.from, what.told);
    }
    for (const name of found.unchanged) if (dirty.get(name) === sent.get(name)) dirty.delete(name); // spaces around it
    for (const clash of found.clashes) {
      if (dirty.get(clash.field) === sent.get(clash.field)) dirty.delete(clash.field); // it is kept, aside
      show(clash, found.fields[clash.field].seen);
    }
    if (!found.open) {
      over = true;
      return tell(say.closed, true);
    }
    for (const part of document.querySelectorAll("[data-unsent]")) part.hidden = !(found.unsent || part.dataset.unsent === "files");
    if (failing) told.textContent = say.again;
    failing = false;
    tellSaved(`${say.saved} ${found.at}`);
  }

  function note(name, from, wrong) {
    const box = boxes.get(name);
    box.querySelector("[data-from]").textContent = from;
    const line = box.querySelector("[data-told]");
    if (wrong !== undefined) { line.textContent = wrong; line.hidden = !wrong; }
  }

  function failed() {
    const first = !failing;
    failing = true;
    tell(say.failed, first);
    clearTimeout(timer);
    timer = setTimeout(() => { flight = null; save(); }, RETRY);
  }

  function signedOut() {
    over = true;
    remember();
    const link = document.createElement("a");
    link.href = `/in?next=${encodeURIComponent(place)}`;
    link.textContent = say.in;
    tell(`${say.out} `, true);
    status.append(link);
  }

  // Two texts for one question.
  function show(clash, seen) {
    const box = boxes.get(clash.field);
    box.querySelector(".clash")?.remove();
    const panel = element("div", { class: "clash", role: "group", "aria-label": clash.said, id: `two-${clash.field}` });
    const sides = element("div", { class: "halves" });
    const side = (title, text) => {
      const part = element("div", {});
      part.append(element("p", { class: "whose" }, title), element("p", { class: "prose" }, text));
      return part;
    };
    sides.append(side(clash.whose, clash.theirs), side(say.mine, typedIn(clash.field).join(", ") || clash.mine));
    const ways = element("p", { class: "row" });
    const way = (words, values) => {
      const button = element("button", { type: "button" }, words);
      button.addEventListener("click", () => {
        const mine = typedIn(clash.field);
        put(clash.field, values(mine));
        seenOf(clash.field).value = seen;
        settled.add(clash.aside);
        panel.remove();
        fieldsOf(clash.field)[0].focus();
        touched(clash.field);
        save();
      });
      ways.append(button);
    };
    way(say.useMine, (mine) => mine);
    way(say.useTheirs, () => clash.typed);
    if (fieldsOf(clash.field)[0].tagName === "TEXTAREA") way(say.useBoth, (mine) => [`${clash.typed[0] || ""}\n\n${mine[0] || ""}`]);
    panel.append(element("p", {}, clash.said), sides, ways);
    box.querySelector(".news")?.remove();
    box.querySelector(".talk").before(panel);
    told.textContent = clash.said;
  }

  function element(tag, attributes, words) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (words !== undefined) made.textContent = words;
    return made;
  }

  // What colleagues have written meanwhile, gently: never in a field that is being written in.
  async function latest() {
    const answer = await fetch(`${place}/latest`, { headers: { Accept: "application/json" } });
    if (answer.redirected || !(answer.headers.get("content-type") || "").includes("json")) return signedOut();
    const found = await answer.json();
    form.elements._csrf.value = found.csrf;
    for (const [name, what] of Object.entries(found.fields)) {
      if (!boxes.has(name) || dirty.has(name) || flight?.has(name) || boxes.get(name).querySelector(".clash")) continue;
      const seen = seenOf(name);
      if (seen.value === what.seen) continue;
      const box = boxes.get(name);
      if (fieldsOf(name).includes(document.activeElement) && !alike(what.typed, typedIn(name))) news(name, what);
      else bring(name, what);
    }
  }

  function bring(name, what) {
    const box = boxes.get(name), same = alike(what.typed, typedIn(name));
    if (!same) put(name, what.typed);
    seenOf(name).value = what.seen;
    note(name, what.from);
    box.querySelector(".news")?.remove();
    if (same) return;
    box.classList.add("fresh");
    setTimeout(() => box.classList.remove("fresh"), 4000);
  }

  // A field at hand is left alone: the new text stands below it, and comes into it when its writer says so, or goes on.
  function news(name, what) {
    const box = boxes.get(name), before = box.querySelector(".news");
    if (before?.dataset.seen === what.seen) return;
    before?.remove();
    const panel = element("div", { class: "news", role: "group", "aria-label": what.from, "data-seen": what.seen });
    const button = element("button", { type: "button" }, say.bring);
    button.addEventListener("click", () => {
      if (dirty.has(name) || flight?.has(name)) return; // then the two texts meet when this one is saved
      bring(name, what);
      fieldsOf(name)[0].focus();
    });
    panel.append(element("p", { class: "hint" }, `${say.new}: ${what.from}`), element("p", { class: "prose" }, what.words), button);
    box.querySelector(".talk").before(panel);
  }

  setInterval(() => {
    if (!document.hidden && !over && !flight) latest().catch(() => {});
  }, POLL);

  form.addEventListener("input", (event) => {
    const name = event.target.name || "";
    if (name.startsWith("answer.")) touched(name.slice("answer.".length));
  });
  form.addEventListener("change", (event) => {
    if ((event.target.name || "").startsWith("answer.")) save();
  });
  form.addEventListener("focusout", (event) => {
    if (dirty.size) save();
    else if (form.querySelector(".news") && !event.relatedTarget?.closest(".news")) latest().catch(() => {});
  });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { leaving = false; latest().catch(() => {}); } });
  window.addEventListener("online", () => { if (dirty.size) save(); });

  // The page goes: whatever is not on its way is sent after it.
  function last() {
    if (leaving || over || !dirty.size) return;
    remember();
    const names = [...dirty.keys()].filter((n) => !flight || flight.get(n) !== dirty.get(n));
    if (names.length) fetch(`${place}/save`, { method: "POST", body: parcel(names, flight), keepalive: true }).catch(() => {});
  }
  window.addEventListener("pagehide", last);
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty.size) save(); });
  window.addEventListener("beforeunload", (event) => { if (failing && dirty.size && !leaving) event.preventDefault(); });

  // What a dead browser left behind is offered, not put back by itself: a colleague may have gone on meanwhile.
  async function offer() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(LOCAL) || "null"); } catch { return; }
    if (!kept) return;
    if (Date.now() - kept.at > KEEP_DAYS * 86400000) return localStorage.removeItem(LOCAL);
    await latest().catch(() => {}); // it may have come after the page that was asked for
    if (dirty.size) return;
    const lost = Object.entries(kept.texts)
      .filter(([name, t]) => boxes.has(name) && !alike(t.typed, typedIn(name)) && t.typed.join("") !== "");
    if (!lost.length) return localStorage.removeItem(LOCAL);
    const box = element("div", { class: "notice waiting", role: "group", "aria-label": say.found });
    const inner = element("div", {});
    inner.append(element("p", {}, say.found));
    for (const [name, t] of lost) inner.append(element("blockquote", { class: "prose" }, t.typed.join(", ")));
    const ways = element("p", { class: "row" });
    const back = element("button", { type: "button" }, say.putBack);
    back.addEventListener("click", () => {
      for (const [name, t] of lost) {
        put(name, t.typed);
        seenOf(name).value = t.seen;
        touched(name);
      }
      box.remove();
      fieldsOf(lost[0][0])[0].focus();
      save();
    });
    const away = element("button", { type: "button", class: "quiet" }, say.throw);
    away.addEventListener("click", () => { localStorage.removeItem(LOCAL); box.remove(); });
    ways.append(back, away);
    inner.append(ways);
    box.append(inner);
    form.prepend(box);
  }
  offer();
})();
