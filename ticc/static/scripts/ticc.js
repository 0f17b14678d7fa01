// The little that needs a script; every page works without it.
document.documentElement.classList.add("has-script");

// After a refused form: the summary takes the focus, so that it is read first.
const summary = document.querySelector(".nhsuk-error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// On a narrow screen filters and the letters of the glossary begin closed, save where the address points into one.
if (window.matchMedia("(max-width: 48em)").matches) {
  const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const folded of document.querySelectorAll(".app-filters, .app-letter")) {
    if (!folded.contains(wanted || null)) folded.removeAttribute("open");
  }
}

// Saved words stay until they are read; printing opens what is folded.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not(.app-filters)")) folded.setAttribute("open", "");
});

// A link to pass on: the field is chosen as a whole, and a button copies it and says so.
for (const link of document.querySelectorAll(".app-link")) link.addEventListener("focus", () => link.select());
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      link.select();
      document.execCommand("copy");
    }
    button.nextElementSibling.textContent = button.dataset.said;
  });
}

// A form whose answer may take some seconds says so, and is not sent twice.
for (const form of document.querySelectorAll("form[data-waits]")) {
  const said = form.appendChild(document.createElement("p"));
  said.className = "app-wait";
  said.setAttribute("role", "status");
  form.addEventListener("submit", (event) => {
    if (said.textContent) return event.preventDefault();
    said.textContent = form.dataset.waits;
  });
  // Back by the browser's own button: the page may be as it was left.
  window.addEventListener("pageshow", () => { said.textContent = ""; });
}

// A colour can be picked as well as written: the two fields say the same.
for (const picker of document.querySelectorAll("[data-picks]")) {
  const written = document.getElementById(picker.dataset.picks);
  const picked = picker.querySelector("input");
  const show = () => { if (/^#[0-9a-f]{6}$/i.test(written.value.trim())) picked.value = written.value.trim(); };
  picker.hidden = false;
  show();
  written.addEventListener("input", show);
  picked.addEventListener("input", () => { written.value = picked.value; });
}

// What is typed into a draft is kept after a pause and on leaving a field, at most once in two seconds and never two at once.
for (const keeper of document.querySelectorAll("[data-keeps]")) {
  const form = keeper.closest("form");
  const often = 2000;
  let typed = false, asking = false, sent = 0, due, leaving;
  const keep = () => {
    if (!typed || asking) return;
    [typed, asking, sent] = [false, true, Date.now()];
    htmx.trigger(keeper, "keep");
  };
  const soon = (pause) => {
    clearTimeout(due);
    due = setTimeout(keep, Math.max(pause, sent + often - Date.now()));
  };
  form.addEventListener("input", () => { typed = true; soon(often); });
  form.addEventListener("focusout", () => { if (typed) soon(0); });
  form.addEventListener("submit", (event) => {
    clearTimeout(due);
    // The answer that is on its way may bring the code of the draft: without it there would be two.
    if (asking) { event.preventDefault(); leaving = event.submitter; }
  });
  keeper.addEventListener("htmx:beforeSwap", (event) => {
    const asked = new URL(event.detail.requestConfig.path, location.href).pathname;
    if (new URL(event.detail.xhr.responseURL || location.href).pathname === asked) return;
    event.detail.shouldSwap = false;
    keeper.textContent = keeper.dataset.signedOut;
    typed = true;
  });
  keeper.addEventListener("htmx:afterRequest", (event) => {
    asking = false;
    if (!event.detail.successful && event.detail.xhr.status !== 422) {
      keeper.textContent = keeper.dataset.lost;
      typed = true;
    }
    for (const time of keeper.querySelectorAll("time")) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    }
    if (leaving) form.requestSubmit(leaving);
    else if (typed && event.detail.successful) soon(often);
  });
}
