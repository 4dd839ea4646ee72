"use strict";
(function () {
  var lit = null;
  function show(page, key) {
    var figure = document.getElementById(page), box = key ? document.getElementById(key) : null;
    if (!figure) return;
    if (lit) lit.classList.remove("lit");
    lit = box || figure;
    lit.classList.add("lit");
    var papers = figure.closest(".papers");
    var target = (box || figure).getBoundingClientRect();
    if (papers && getComputedStyle(papers).overflowY === "auto") {
      var frame = papers.getBoundingClientRect();
      var room = Math.max(20, (frame.height - target.height) / 3);
      papers.scrollTop += target.top - frame.top - room;
    } else {
      window.scrollTo(0, window.scrollY + target.top - 60);
    }
  }
  document.addEventListener("click", function (event) {
    var at = event.target.closest("[data-page]");
    if (!at || (event.target.closest("a") && !event.target.closest("a[data-page]"))) return;
    if (String(window.getSelection())) return;
    event.preventDefault();
    show(at.dataset.page, at.dataset.box);
  });
  document.addEventListener("keydown", function (event) {
    var at = event.target;
    if (event.key === "Enter" && at.matches && at.matches("article[data-page]")) show(at.dataset.page, at.dataset.box);
  });

  var words = document.getElementById("words");
  if (!words) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll("#cases tbody tr"));
  var buttons = Array.prototype.slice.call(document.querySelectorAll("button[data-status]"));
  var category = document.getElementById("category"), need = document.getElementById("need"), status = "";
  function narrow() {
    var asked = words.value.trim().toLowerCase().split(/\s+/), shown = 0;
    rows.forEach(function (row) {
      var said = row.dataset.s, fits = (!status || row.dataset.status === status) &&
        (!category.value || row.dataset.category === category.value) &&
        (!need.value || row.dataset.need.indexOf(need.value) >= 0) &&
        asked.every(function (word) { return said.indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits;
    });
    document.getElementById("found").textContent = shown === rows.length ? "" : "找到 " + shown + " 个";
    document.getElementById("nothing").hidden = shown > 0;
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      status = button.dataset.status;
      buttons.forEach(function (other) { other.classList.toggle("on", other === button); });
      narrow();
    });
  });
  [words, category, need].forEach(function (part) { part.addEventListener("input", narrow); });
  [category, need].forEach(function (part) { part.addEventListener("change", narrow); });
  narrow();
  words.focus();
})();
