"use strict";
// Everything is in the page: this moves between findings and pages, hides what is not asked for, and opens the source.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const cards = all(".card"), pages = all(".page"), chips = new Map(all("[data-page]").map(chip => [chip.dataset.page, chip]));
  const only = one("#only"), output = one("#current"), help = one("#help");
  const marks = new Map();
  for (const mark of all(".mark")) {
    if (!marks.has(mark.dataset.finding)) marks.set(mark.dataset.finding, []);
    marks.get(mark.dataset.finding).push(mark);
    mark.classList.toggle("leftmost", parseFloat(mark.style.left) < 5);
  }
  let current = null;

  const number = card => card.id.replace("finding-", "");
  const shown = () => cards.filter(card => !card.hidden);
  const shownPages = () => pages.filter(page => !page.hidden);
  const remember = id => history.replaceState(null, "", `#${id}`);
  const worst = found => ["error", "warning", "note"].find(word => found.some(each => each.dataset.severity === word));

  // Findings

  function say() {
    if (!output) return;
    const left = shown(), index = left.indexOf(current);
    one(".of", output).textContent = `${index < 0 ? "–" : index + 1} / ${left.length}`;
    for (const old of all(".said", output)) old.remove();
    if (index < 0) return;
    const said = document.createElement("span");
    said.className = "said";
    said.textContent = `${one(".severity", current).textContent}　${one(".what", current).textContent}`;
    output.append(said);
  }

  function choose(card, { focus = true } = {}) {
    for (const lit of all(".card.current, .mark.current")) lit.classList.remove("current");
    current = card;
    card.classList.add("current");
    const [mark] = marks.get(number(card)) ?? [];
    for (const each of marks.get(number(card)) ?? []) each.classList.add("current");
    if (focus) card.focus({ preventScroll: true });
    const page = card.closest(".page"), notes = card.closest(".notes");
    if (page) at(page);
    if (notes) notes.scrollTop = card.offsetTop - notes.offsetTop;
    (mark ?? card).scrollIntoView({ block: "center" });
    remember(card.id);
    say();
  }

  function step(by) {
    const left = shown();
    if (!left.length) return;
    const index = left.indexOf(current);
    if (index >= 0 && inView(current.closest(".page") ?? current)) return choose(left[Math.min(Math.max(index + by, 0), left.length - 1)]);
    const here = pageInView();
    const next = here ? left.findIndex(card => here.contains(card) || follows(card, here)) : 0;
    choose(left.at(scrollY < 80 && by > 0 ? 0 : next < 0 ? -1 : Math.max(by > 0 ? next : next - 1, 0)));
  }

  // Pages

  const inView = part => { const { top, bottom } = part.getBoundingClientRect(); return bottom > 80 && top < innerHeight; };
  const follows = (card, page) => Boolean(page.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
  const pageInView = () => shownPages().find(page => page.getBoundingClientRect().bottom > 80);

  function at(page) {
    for (const lit of all(".page.current")) lit.classList.remove("current");
    for (const lit of all("[data-page][aria-current]")) lit.removeAttribute("aria-current");
    page.classList.add("current");
    chips.get(page.id)?.setAttribute("aria-current", "true");
  }

  function turn(by) {
    const left = shownPages(), was = one(".page.current"), known = was && !was.hidden && inView(was);
    const here = left.indexOf(known ? was : pageInView());
    if (here < 0) return;
    const page = left[Math.min(Math.max(known ? here + by : here, 0), left.length - 1)];
    at(page);
    page.focus({ preventScroll: true });
    page.scrollIntoView({ block: "start" });
    remember(page.id);
  }

  // What is shown

  function filter() {
    const asked = new Map(["severity", "code"].map(name => [name, new Set(all(`input[name=${name}]:checked`).map(box => box.value))]));
    for (const each of all(".card, .mark, .echo"))
      each.hidden = ![...asked].every(([name, values]) => values.has(each.dataset[name]));
    for (const page of pages) {
      const found = all(".card, .echo", page).filter(each => !each.hidden), word = worst(found);
      page.hidden = Boolean(only?.checked) && !found.length;
      const chip = chips.get(page.id);
      if (word) chip.dataset.worst = word; else delete chip.dataset.worst;
    }
    for (const part of all(".whole")) part.hidden = !all(".card", part).some(card => !card.hidden);
    one("#nothing").hidden = !cards.length || shown().length > 0;
    if (current?.hidden) current = null;
    say();
  }

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const page = target.closest(".page");
    if (target.hidden || page?.hidden) {
      for (const box of all("input[name]")) box.checked = true;
      if (only) only.checked = false;
      filter();
    }
    if (target.matches(".card")) choose(target);
    else if (page) { at(page); target.scrollIntoView(); }
  }

  // The source beside a page

  function beside(page) {
    const button = one(".beside", page);
    if (!button) return;
    const open = page.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    if (!open) return all(".source, i.printed", page).forEach(each => each.remove());
    const made = document.getElementById(`${page.id}-template`).content.cloneNode(true);
    const source = one(".source", made), figure = one("figure", page);
    figure.querySelector("img, .missing").after(...all("i.printed", made));
    one(".notes", page).append(source);
    one(".touched", source)?.scrollIntoView({ block: "nearest" });
  }

  function light(page, at) {
    for (const each of all("[data-at]", page)) each.classList.toggle("lit", each.dataset.at === at);
  }

  document.addEventListener("pointerover", event => {
    const part = event.target.closest("[data-at]");
    if (part) light(part.closest(".page"), part.dataset.at);
  });
  document.addEventListener("click", event => {
    const part = event.target.closest("[data-at]"), button = event.target.closest("button"), link = event.target.closest("a[href^='#finding-']");
    if (part) {
      light(part.closest(".page"), part.dataset.at);
      const other = part.matches("li") ? "i.lit" : "li.lit";
      one(other, part.closest(".page"))?.scrollIntoView({ block: "nearest" });
    } else if (link) {
      event.preventDefault();
      choose(document.querySelector(link.getAttribute("href")));
    } else if (button?.matches(".beside")) beside(button.closest(".page"));
    else if (button?.dataset.go) step(Number(button.dataset.go));
    else if (button?.id === "help-open") help.showModal();
    else if (button && "every" in button.dataset) {
      for (const box of all("input[name=code]")) box.checked = Boolean(button.dataset.every);
      filter();
    }
  });
  document.addEventListener("change", filter);
  addEventListener("hashchange", follow);

  // Keys

  function toggle(box) {
    if (!box) return;
    box.checked = !box.checked;
    filter();
  }

  const severity = word => () => toggle(one(`input[value=${word}][name=severity]`));
  const keys = {
    j: () => step(1), k: () => step(-1), n: () => turn(1), p: () => turn(-1),
    s: () => { const page = one(".page.current") ?? pageInView(); if (page) { at(page); beside(page); } },
    f: () => toggle(only), 1: severity("error"), 2: severity("warning"), 3: severity("note"), "?": () => help.showModal(),
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  if (matchMedia("(max-width: 61.99rem)").matches) one(".filters")?.removeAttribute("open");
  say();
  if (location.hash) follow();
})();
