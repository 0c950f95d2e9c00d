// Small comforts for every page; all of them work without it.
(function () {
  "use strict";
  // A text made to be copied gets a click.
  document.querySelectorAll("[data-copy]").forEach(function (text) {
    text.addEventListener("click", function () {
      if (navigator.clipboard) navigator.clipboard.writeText(text.textContent);
    });
  });
  // Mistakes are read first.
  var problems = document.querySelector(".problems");
  if (problems) problems.focus();
})();
