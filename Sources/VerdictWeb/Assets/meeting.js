// The meeting's clock: goes through the agenda, item by item. Without it the list says the same.
(function () {
  "use strict";
  var clock = document.querySelector("[data-clock]");
  var items = document.querySelectorAll(".agenda li");
  if (!clock || !items.length) return;
  var time = clock.querySelector(".time");
  var go = clock.querySelector("[data-go]");
  var key = "verdict-clock:" + clock.dataset.key;
  var total = 0;
  items.forEach(function (item) { total += Number(item.dataset.minutes) * 60; });
  // Seconds gone before the present run, and when it began; kept for a page that is loaded again.
  var gone = 0;
  var since = null;
  function store() {
    try { sessionStorage.setItem(key, JSON.stringify([gone, since])); } catch (error) { /* no storage */ }
  }
  try {
    var kept = JSON.parse(sessionStorage.getItem(key) || "null");
    if (kept) { gone = kept[0]; since = kept[1]; }
  } catch (error) { /* no storage */ }
  function elapsed() { return gone + (since === null ? 0 : (Date.now() - since) / 1000); }
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function show() {
    var seconds = Math.floor(elapsed());
    var left = total - seconds;
    var size = Math.abs(left);
    time.textContent = (left < 0 ? "\u2212" : "") + Math.floor(size / 60) + ":" + two(size % 60);
    clock.classList.toggle("over", left < 0);
    if (left < 0) time.title = clock.dataset.over;
    var end = 0;
    var isFound = false;
    items.forEach(function (item) {
      end += Number(item.dataset.minutes) * 60;
      var isNow = !isFound && seconds < end && (since !== null || gone > 0);
      if (seconds < end) isFound = true;
      item.classList.toggle("done", seconds >= end);
      if (isNow) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    go.textContent = since === null ? clock.dataset.start : clock.dataset.pause;
  }
  go.addEventListener("click", function () {
    if (since === null) since = Date.now();
    else { gone = elapsed(); since = null; }
    store();
    show();
  });
  clock.querySelector("[data-reset]").addEventListener("click", function () {
    gone = 0;
    since = null;
    store();
    show();
  });
  clock.hidden = false;
  show();
  setInterval(show, 500);
})();
