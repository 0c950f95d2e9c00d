// A form that must not be lost: it is sent again until the server has it. Its number makes it count once.
(function () {
  "use strict";
  document.querySelectorAll("form[data-queue]").forEach(function (form) {
    var said = form.querySelector(".queue");
    var brief = Number(form.dataset.brief || 0);
    var isSent = false;
    // What can be taken back only for a moment goes away after it.
    if (brief) setTimeout(function () { if (!isSent) form.hidden = true; }, brief * 1000);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (isSent) return;
      isSent = true;
      var body = new URLSearchParams(new FormData(form, event.submitter));
      var buttons = form.querySelectorAll("button");
      buttons.forEach(function (button) { button.disabled = true; });
      var slow = setTimeout(function () { said.textContent = form.dataset.sending; }, 400);
      (function send() {
        fetch(form.action, {
          method: "POST", body: body, credentials: "same-origin", redirect: "manual",
          headers: { "Accept": "application/json" }
        }).then(function (answer) {
          if (answer.status === 503) throw new Error("busy");
          clearTimeout(slow);
          return answer.json().then(function (told) {
            if (told.location) { location.assign(told.location); return; }
            isSent = false;
            buttons.forEach(function (button) { button.disabled = false; });
            var problems = told.problems || [{ text: [told.text, told.remedy].filter(Boolean).join(" ") }];
            said.textContent = problems.map(function (problem) { return problem.text; }).join(" ");
            if (problems[0].field) {
              var field = form.querySelector("[name='" + problems[0].field + "']");
              if (field) { field.setAttribute("aria-invalid", "true"); field.focus(); }
            }
          });
        }).catch(function () {
          clearTimeout(slow);
          said.textContent = form.dataset.offline;
          setTimeout(send, 2500);
        });
      })();
    });
  });
})();
