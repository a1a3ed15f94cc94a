(function () {
  "use strict";
  var matrix = document.getElementById("matrix");
  var tools = document.getElementById("tools");
  var panel = document.getElementById("panel");
  var frame = document.getElementById("frame");
  var lines = Array.prototype.slice.call(matrix.querySelectorAll("tr.line"));
  if (!lines.length) { return; }
  var chosen = null;
  var wanted = "";

  // Which rows are shown
  var search = document.createElement("input");
  var told = document.createElement("output");
  function sift() {
    var sought = search.value.trim().toLowerCase();
    var count = 0;
    lines.forEach(function (line) {
      var has = (" " + line.dataset.has + " ").indexOf(" " + wanted + " ") >= 0;
      var match = (!wanted || has) &&
        (!sought || line.textContent.toLowerCase().indexOf(sought) >= 0);
      line.hidden = !match;
      if (match) { count += 1; }
    });
    told.textContent = count + " of " + lines.length;
  }
  [["All", ""], ["Anything happened", "changed"], ["Reworded", "edited"], ["Split", "split"],
    ["Merged", "merged"], ["New", "added"], ["Dropped", "deleted"], ["Back", "returned"],
    ["Moved", "moved"], ["▼ Weaker", "weakened"], ["◆ Mixed", "mixed"],
    ["▲ Stronger", "strengthened"]].forEach(function (pair) {
    var any = !pair[1] || lines.some(function (line) {
      return (" " + line.dataset.has + " ").indexOf(" " + pair[1] + " ") >= 0;
    });
    if (!any) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = pair[0];
    button.setAttribute("aria-pressed", String(!pair[1]));
    button.addEventListener("click", function () {
      wanted = pair[1];
      tools.querySelectorAll("button").forEach(function (one) {
        one.setAttribute("aria-pressed", String(one === button));
      });
      sift();
    });
    tools.appendChild(button);
  });
  search.type = "search";
  search.placeholder = "Find by opening words or OP7";
  search.setAttribute("aria-label", search.placeholder);
  search.addEventListener("input", sift);
  told.setAttribute("aria-live", "polite");
  tools.appendChild(search);
  tools.appendChild(told);
  tools.hidden = false;
  document.getElementById("keys").hidden = false;
  sift();

  // The wording of a cell, below the matrix
  function worded(entry) {
    var one = entry;
    while (one && one.classList.contains("same")) { one = one.previousElementSibling; }
    return one && one.querySelector(".text");
  }
  function show(cell) {
    var link = cell.querySelector("a");
    var entry = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) { return; }
    if (chosen) { chosen.classList.remove("chosen"); }
    chosen = cell;
    cell.classList.add("chosen");
    var copy = entry.cloneNode(true);
    copy.removeAttribute("id");
    if (entry.classList.contains("same") && worded(entry)) {
      var text = worded(entry).cloneNode(true);
      text.classList.add("kept");
      copy.appendChild(text);
    }
    var close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "Close";
    close.addEventListener("click", hide);
    panel.replaceChildren(close, copy);
    panel.scrollTop = 0;
    if (panel.hidden) {
      panel.hidden = false;
      frame.classList.add("docked");
      frame.scrollIntoView({ block: "start" });
    }
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function hide() {
    panel.hidden = true;
    frame.classList.remove("docked");
    if (chosen) {
      chosen.classList.remove("chosen");
      chosen.querySelector("a").focus();
      chosen = null;
    }
  }
  matrix.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (!link) { return; }
    var cell = link.closest("td");
    if (!cell) {
      var history = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (history) { history.open = true; }
      return;
    }
    event.preventDefault();
    show(cell);
  });

  // From cell to cell
  function beside(cell, step) {
    var one = cell;
    do { one = step > 0 ? one.nextElementSibling : one.previousElementSibling; }
    while (one && !one.querySelector("a"));
    return one;
  }
  function above(cell, step) {
    var at = lines.indexOf(cell.parentElement);
    for (var n = at + step; n >= 0 && n < lines.length; n += step) {
      var other = lines[n].cells[cell.cellIndex];
      if (!lines[n].hidden && other.querySelector("a")) { return other; }
    }
    return null;
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !panel.hidden) { hide(); return; }
    var cell = document.activeElement && document.activeElement.closest("#matrix td, #matrix th");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var next = { ArrowRight: function () { return beside(cell, 1); },
      ArrowLeft: function () { return beside(cell, -1); },
      ArrowDown: function () { return above(cell, 1); },
      ArrowUp: function () { return above(cell, -1); } }[event.key];
    var found = next && next();
    if (!found) { return; }
    event.preventDefault();
    found.querySelector("a").focus();
    if (!panel.hidden && found.tagName === "TD") { show(found); }
  });
}());
