(function () {
  "use strict";
  var rows = Array.prototype.slice.call(document.querySelectorAll("article.row:not(.same)"));
  var folded = Array.prototype.slice.call(document.querySelectorAll("details.same"));
  var headings = Array.prototype.slice.call(document.querySelectorAll(".heading"));
  var tools = document.getElementById("tools");
  if (!rows.length || !tools) { return; }

  function shown(row) { return !row.classList.contains("filtered"); }
  function choose(want, button) {
    rows.forEach(function (row) {
      var match = want === "all" || want === "changed" || row.classList.contains(want) ||
        (want !== "neutral" && row.classList.contains("mixed"));
      row.classList.toggle("filtered", !match);
    });
    folded.forEach(function (one) { one.classList.toggle("filtered", want !== "all"); });
    headings.forEach(function (one) {
      one.classList.toggle("filtered", want !== "all" && want !== "changed");
    });
    tools.querySelectorAll("button[aria-pressed]").forEach(function (one) {
      one.setAttribute("aria-pressed", String(one === button));
    });
  }
  function add(label, act, pressed) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    if (pressed !== undefined) { button.setAttribute("aria-pressed", String(pressed)); }
    button.addEventListener("click", function () { act(button); });
    tools.appendChild(button);
  }
  [["Whole text", "all"], ["Changed", "changed"], ["▼ Weaker and mixed", "weakened"],
    ["▲ Stronger and mixed", "strengthened"]].forEach(function (pair) {
    add(pair[0], function (button) { choose(pair[1], button); }, pair[1] === "all");
  });
  if (folded.length) {
    add("Open unchanged", function (button) {
      var open = !folded[0].open;
      folded.forEach(function (one) { one.open = open; });
      button.textContent = open ? "Close unchanged" : "Open unchanged";
    });
  }
  tools.hidden = false;
  document.getElementById("keys").hidden = false;

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "j" && event.key !== "k")) {
      return;
    }
    var visible = rows.filter(shown);
    var edge = 64;
    var at = visible.indexOf(document.activeElement);
    var next;
    if (event.key === "j") {
      next = at >= 0 ? visible[at + 1] : visible.find(function (row) {
        return row.getBoundingClientRect().top > edge;
      });
    } else {
      next = at >= 0 ? visible[at - 1] : visible.filter(function (row) {
        return row.getBoundingClientRect().top < 0;
      }).pop();
    }
    if (next) { next.focus(); next.scrollIntoView({ block: "start" }); }
  });
  // A summary line that leads to a filtered row, or a link into a closed fold, must still arrive.
  function arrive() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    var row = target.closest("article.row");
    var fold = target.closest("details.same");
    if (row) { row.classList.remove("filtered"); }
    if (fold) { fold.classList.remove("filtered"); fold.open = true; }
    target.scrollIntoView({ block: "start" });
  }
  window.addEventListener("hashchange", arrive);
  arrive();
}());
