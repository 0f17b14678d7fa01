// The little that needs a script; every page works without it.
document.documentElement.classList.add("has-script");

// After a refused form: the summary takes the focus, so that it is read first.
const summary = document.querySelector(".nhsuk-error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

// On a narrow screen filters begin closed, so that the list comes first.
if (window.matchMedia("(max-width: 48em)").matches) {
  for (const filters of document.querySelectorAll(".app-filters")) filters.removeAttribute("open");
}

// Saved words stay until they are read; printing opens what is folded.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not(.app-filters)")) folded.setAttribute("open", "");
});
