(function () {
  "use strict";
  var all = function (what) { return Array.prototype.slice.call(document.querySelectorAll(what)); };
  var lines = all("tr.line");
  if (!lines.length) { lines = all("article.ask"); }
  var tools = document.getElementById("tools");
  if (!lines.length || !tools) { return; }
  var search = document.createElement("input");
  var told = document.createElement("output");
  search.type = "search";
  search.placeholder = "Find by who is asked, or what";
  search.setAttribute("aria-label", search.placeholder);
  search.addEventListener("input", function () {
    var sought = search.value.trim().toLowerCase();
    var count = 0;
    lines.forEach(function (line) {
      var match = !sought || line.textContent.toLowerCase().indexOf(sought) >= 0;
      line.hidden = !match;
      if (match) { count += 1; }
    });
    told.textContent = count + " of " + lines.length;
  });
  told.setAttribute("aria-live", "polite");
  tools.appendChild(search);
  tools.appendChild(told);
  tools.hidden = false;
}());
