"use strict";
// Everything is in the page: this moves between changes and pages, hides what is not asked for, and lays one over the other.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const stops = all(".card, .page:not(:has(.card))"), pages = all(".page"), output = one("#current"), help = one("#help");
  const chips = new Map(all("[data-page]").map(chip => [chip.dataset.page, chip]));
  const boxes = one("#boxes");
  let current = null;
  for (const mark of all(".mark")) mark.classList.toggle("leftmost", parseFloat(mark.style.left) < 8);

  const pageOf = part => part.closest(".page");
  const shown = () => stops.filter(stop => !stop.hidden && !pageOf(stop).hidden);
  const shownPages = () => pages.filter(page => !page.hidden);
  const inView = part => { const { top, bottom } = part.getBoundingClientRect(); return bottom > 80 && top < innerHeight; };
  const pageInView = () => shownPages().find(page => page.getBoundingClientRect().bottom > 80);
  const remember = id => history.replaceState(null, "", `#${id}`);
  const bounded = (list, index) => list[Math.min(Math.max(index, 0), list.length - 1)];

  function say() {
    if (!output) return;
    const left = shown(), index = left.indexOf(current);
    const name = current ? one("h2", pageOf(current)).textContent.trim() : "", what = current && one(".what", current);
    output.textContent = `${index < 0 ? "–" : index + 1} / ${left.length}　${name}${what ? `　${what.textContent}` : ""}`;
  }

  function at(page) {
    for (const lit of all(".page.current")) lit.classList.remove("current");
    for (const lit of all("[data-page][aria-current]")) lit.removeAttribute("aria-current");
    page.classList.add("current");
    chips.get(page.id)?.setAttribute("aria-current", "true");
  }

  function choose(stop) {
    for (const lit of all(".card.current, .mark.current")) lit.classList.remove("current");
    current = stop;
    stop.classList.add("current");
    const marks = all(`.mark[data-change="${stop.id.replace("change-", "")}"]`);
    for (const mark of marks) mark.classList.add("current");
    at(pageOf(stop));
    stop.focus({ preventScroll: true });
    const seen = marks.find(mark => mark.offsetParent) ?? stop;
    seen.scrollIntoView({ block: seen.offsetHeight > innerHeight * .7 ? "start" : "center" });
    const notes = stop.closest(".notes");
    if (notes) notes.scrollTop = stop.offsetTop - notes.offsetTop;
    remember(stop.id);
    say();
  }

  function step(by) {
    const left = shown();
    if (!left.length) return;
    const index = left.indexOf(current);
    if (index >= 0 && inView(pageOf(current))) return choose(bounded(left, index + by));
    const here = pageInView(), next = left.findIndex(stop => pageOf(stop) === here);
    choose(bounded(left, scrollY < 80 && by > 0 ? 0 : by > 0 ? next : next - 1));
  }

  function turn(by) {
    const left = shownPages(), was = one(".page.current"), known = was && !was.hidden && inView(was);
    const here = left.indexOf(known ? was : pageInView());
    if (here < 0) return;
    const page = bounded(left, known ? here + by : here);
    at(page);
    page.focus({ preventScroll: true });
    page.scrollIntoView({ block: "start" });
    remember(page.id);
  }

  function update() {
    const asked = new Set(all("input[name=kind]:checked").map(box => box.value));
    for (const page of pages) page.hidden = !asked.has(page.dataset.kind);
    document.body.dataset.view = one("input[name=view]:checked")?.value ?? "side";
    document.body.classList.toggle("bare", !(boxes?.checked ?? true));
    one("#nothing").hidden = !pages.length || shownPages().length > 0;
    if (current && pageOf(current).hidden) current = null;
    say();
  }

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))), page = target && pageOf(target);
    if (!page) return;
    if (page.hidden) {
      for (const box of all("input[name=kind]")) box.checked = true;
      update();
    }
    if (target.matches(".card")) choose(target);
    else { at(page); target.scrollIntoView(); }
  }

  function view() {
    const others = all("input[name=view]"), next = others.find(box => !box.checked);
    if (!next) return;
    next.checked = true;
    const page = one(".page.current") ?? pageInView();
    update();
    page?.scrollIntoView({ block: "start" });
  }

  function frames() {
    if (!boxes) return;
    boxes.checked = !boxes.checked;
    update();
  }

  document.addEventListener("change", update);
  document.addEventListener("click", event => {
    const button = event.target.closest("button"), link = event.target.closest("a[href^='#change-']");
    if (link) {
      event.preventDefault();
      choose(document.querySelector(link.getAttribute("href")));
    } else if (button?.dataset.go) step(Number(button.dataset.go));
    else if (button?.id === "help-open") help.showModal();
  });
  addEventListener("hashchange", follow);
  const keys = { j: () => step(1), k: () => step(-1), n: () => turn(1), p: () => turn(-1), v: view, b: frames, "?": () => help.showModal() };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  if (matchMedia("(max-width: 61.99rem)").matches) one(".filters")?.removeAttribute("open");
  update();
  if (location.hash) follow();
})();
