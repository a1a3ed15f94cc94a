(function () {
  "use strict";
  var all = function (what, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(what));
  };
  var rows = all("article.row:not(.same)");
  var folded = all("details.same");
  var headings = all(".heading");
  var parts = all("section.part");
  var tools = document.getElementById("tools");
  var strip = document.getElementById("strip");
  var empty = document.getElementById("empty");
  if (!rows.length || !tools) { return; }
  var jumps = {};
  all(".jump a").forEach(function (link) { jumps[link.hash.slice(1)] = link; });
  var wanted = { has: "", axes: "", by: "" };
  var told = document.createElement("output");

  function list(row, name) {
    return (row.dataset[name] || "").split(name === "by" ? "|" : " ").filter(Boolean);
  }
  function shown(row) { return !row.classList.contains("filtered"); }
  function hide(one, yes) { one.classList.toggle("filtered", yes); }
  function sift() {
    var some = Boolean(wanted.has || wanted.axes || wanted.by);
    var count = 0;
    rows.forEach(function (row) {
      var match = ["has", "axes", "by"].every(function (name) {
        return !wanted[name] || list(row, name).indexOf(wanted[name]) >= 0;
      });
      hide(row, !match);
      if (match) { count += 1; }
      var link = jumps[row.id];
      if (link) { hide(link.parentElement, !match); }
    });
    folded.forEach(function (one) { hide(one, some); });
    headings.forEach(function (one) { hide(one, some); });
    parts.forEach(function (one) {
      hide(one, some && !all("article.row:not(.same)", one).some(shown));
    });
    if (empty) { empty.hidden = count > 0; }
    told.textContent = some ? count + " of " + rows.length : "";
    mark();
  }

  // The tools: what is shown, by what happened, on which axis, by whom
  function button(label, act, pressed) {
    var one = document.createElement("button");
    one.type = "button";
    one.textContent = label;
    if (pressed !== undefined) { one.setAttribute("aria-pressed", String(pressed)); }
    one.addEventListener("click", function () { act(one); });
    return one;
  }
  var choices = document.createElement("span");
  choices.className = "choices";
  choices.setAttribute("role", "group");
  choices.setAttribute("aria-label", "Show");
  JSON.parse(tools.dataset.choices).forEach(function (pair) {
    var any = !pair[1] || rows.some(function (row) {
      return list(row, "has").indexOf(pair[1]) >= 0;
    });
    if (!any) { return; }
    choices.appendChild(button(pair[0], function (one) {
      wanted.has = pair[1];
      all("button", choices).forEach(function (other) {
        other.setAttribute("aria-pressed", String(other === one));
      });
      sift();
    }, !pair[1]));
  });
  tools.appendChild(choices);
  function select(label, name, options) {
    if (!options.length) { return; }
    var outer = document.createElement("span");
    var words = document.createElement("label");
    var inner = document.createElement("select");
    inner.id = "choose-" + name;
    words.htmlFor = inner.id;
    words.textContent = label;
    outer.appendChild(words);
    outer.appendChild(document.createTextNode(" "));
    [["any", ""]].concat(options).forEach(function (pair) {
      var option = document.createElement("option");
      option.textContent = pair[0];
      option.value = pair[1];
      inner.appendChild(option);
    });
    inner.addEventListener("change", function () { wanted[name] = inner.value; sift(); });
    outer.appendChild(inner);
    tools.appendChild(outer);
  }
  function found(name) {
    var names = {};
    rows.forEach(function (row) {
      list(row, name).forEach(function (one) { names[one] = (names[one] || 0) + 1; });
    });
    return names;
  }
  var axes = found("axes");
  select("Axis", "axes", JSON.parse(tools.dataset.axes || "[]").filter(function (pair) {
    return axes[pair[0]];
  }).map(function (pair) { return [pair[1] + " (" + axes[pair[0]] + ")", pair[0]]; }));
  var by = found("by");
  select("Delegation", "by", Object.keys(by).sort().map(function (name) {
    return [name + " (" + by[name] + ")", name];
  }));
  if (folded.length) {
    tools.appendChild(button("Open unchanged", function (one) {
      var open = !folded[0].open;
      folded.forEach(function (fold) { fold.open = open; });
      one.textContent = open ? "Close unchanged" : "Open unchanged";
    }));
  }
  told.setAttribute("aria-live", "polite");
  tools.appendChild(told);
  tools.hidden = false;

  // From change to change
  var edge = 90;
  function step(by) {
    var visible = rows.filter(shown);
    var row = document.activeElement && document.activeElement.closest("article.row");
    var at = visible.indexOf(row);
    var next;
    if (by > 0) {
      next = at >= 0 ? visible[at + 1] : visible.find(function (one) {
        return one.getBoundingClientRect().top > edge;
      });
    } else {
      next = at >= 0 ? visible[at - 1] : visible.filter(function (one) {
        return one.getBoundingClientRect().top < 0;
      }).pop();
    }
    if (next) { next.focus(); next.scrollIntoView({ block: "start" }); }
  }
  // Whoever speaks to the computer, or types with one hand, can switch single letters off.
  var keys = true;
  var steps = document.createElement("div");
  steps.className = "steps";
  steps.setAttribute("role", "group");
  steps.setAttribute("aria-label", "From change to change");
  [["↑", "Previous change", -1, "k"], ["↓", "Next change", 1, "j"]].forEach(function (way) {
    var one = button(way[0], function () { step(way[2]); });
    one.setAttribute("aria-label", way[1]);
    one.title = way[1] + " (" + way[3] + ")";
    // The button must not take the focus from the row that it steps on from.
    one.addEventListener("mousedown", function (event) { event.preventDefault(); });
    steps.appendChild(one);
  });
  var letters = button("Keys j, k", function (one) {
    keys = !keys;
    one.setAttribute("aria-pressed", String(keys));
  }, true);
  letters.title = "j: next change, k: previous change";
  steps.appendChild(letters);
  strip.appendChild(steps);
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (!keys || typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "j") { step(1); }
    if (event.key === "k") { step(-1); }
  });

  // Where the reader is
  var current = null;
  var waiting = false;
  function mark() {
    waiting = false;
    var here = rows.filter(function (row) {
      return shown(row) && row.getBoundingClientRect().top < edge + 60;
    }).pop();
    var link = here && jumps[here.id];
    if (link === current) { return; }
    if (current) { current.removeAttribute("aria-current"); }
    current = link || null;
    if (!current) { return; }
    current.setAttribute("aria-current", "true");
    var box = current.closest(".jump");
    var place = current.offsetTop - box.clientHeight / 2;
    if (getComputedStyle(box).position === "sticky") { box.scrollTop = place; }
  }
  window.addEventListener("scroll", function () {
    if (!waiting) { waiting = true; requestAnimationFrame(mark); }
  }, { passive: true });

  // A summary line that leads to a filtered row, or a link into a closed fold, must still arrive.
  function arrive() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    var row = target.closest("article.row");
    var fold = target.closest("details.same");
    var part = target.closest("section.part");
    if (row) { hide(row, false); }
    if (fold) { hide(fold, false); fold.open = true; }
    if (part) { hide(part, false); }
    target.scrollIntoView({ block: "start" });
  }
  window.addEventListener("hashchange", arrive);
  arrive();
  mark();
}());
