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
