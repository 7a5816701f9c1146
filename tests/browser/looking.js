// What the tests ask of a page beside axe-core; put into it by accessible.py.
window.looking = (() => {
  const tag = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "");

  const named = (e) =>
    `${tag(e)} «${(e.innerText || e.getAttribute("aria-label") || e.name || e.value || "").trim().slice(0, 40)}»`;

  // A checkbox may show its focus on its label.
  const marked = (e) =>
    e.closest("label") || (e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`)) || e;

  const looks = (e) => {
    const s = getComputedStyle(e);
    const outline = s.outlineStyle === "none" ? "" : [s.outlineStyle, s.outlineWidth, s.outlineColor];
    return [outline, s.boxShadow, s.color, s.backgroundColor, s.borderColor, s.borderWidth, s.textDecoration].join("|");
  };

  const inSight = (e) => {
    const box = e.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const top = document.elementFromPoint(x, box.top + Math.min(box.height / 2, 40));
    return box.width > 0 && box.height > 0 && top && (marked(e).contains(top) || e.contains(top) || top.contains(e));
  };

  let stops = [];
  let turns = 0;

  return {
    named,

    scriptless() {
      const probe = document.createElement("div");
      probe.innerHTML = "<noscript><b></b></noscript>";
      return probe.querySelector("b") !== null;
    },

    sideways() {
      const root = document.scrollingElement;
      const width = root.clientWidth;
      if (root.scrollWidth <= width) return [];
      const end = (e) => Math.ceil(e.getBoundingClientRect().right);
      const scrolls = (e) =>
        e && e !== root && e !== document.body && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
      const out = [...document.body.querySelectorAll("*")].filter((e) => end(e) > width && !scrolls(e.parentElement));
      const lines = out.map((e) => `${tag(e)}${[...e.classList].map((c) => "." + c).join("")} ends at ${end(e)} of ${width}`);
      return lines.length ? lines : [`the page is ${root.scrollWidth} wide, of ${width}`];
    },

    // A walk with Tab: from the top of the page, or from where the focus is.
    begin(fromTop) {
      stops = [];
      turns = 0;
      if (!fromTop) return;
      document.activeElement.blur();
      window.getSelection().setPosition(document.body, 0);
      window.scrollTo(0, 0);
    },

    // Takes in where the focus has come; false when the walk has gone round.
    next() {
      const e = document.activeElement;
      if (e === document.body || e === document.documentElement) return ++turns < 2;
      if (stops.length && stops[stops.length - 1].e === e && ["date", "time"].includes(e.type)) return true; // its parts
      if (stops.some((stop) => stop.e === e)) return false;
      stops.push({ e, looks: looks(e) + looks(marked(e)), seen: inSight(e) });
      return true;
    },

    passed: () => stops.map((stop) => named(stop.e)),

    unseen() {
      document.activeElement.blur();
      return stops.flatMap((stop) => [
        ...(stop.seen ? [] : [`${named(stop.e)} is out of sight when it has the focus`]),
        ...(looks(stop.e) + looks(marked(stop.e)) === stop.looks
          ? [`${named(stop.e)} looks the same with the focus as without`]
          : []),
      ]);
    },
  };
})();
