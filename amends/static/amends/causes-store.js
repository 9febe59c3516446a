// Cause analysis: what is drawn, its undo and redo, and its saving, version by version. Nothing typed is lost:
// each change is saved by itself, and where somebody else was faster both versions are kept and shown.
(() => {
  const root = document.getElementById("causes");
  if (!root) return;
  const given = JSON.parse(root.dataset.editor);
  const DEEPEST_UNDO = 200;
  const WAIT = 1200;
  const AGAIN = 5000;
  const listeners = [];
  const past = [];
  const future = [];
  let lastKey = "";
  let timer = 0;
  let sending = null;
  let stale = null;

  const C = {
    root, given, words: given.words, kind: given.kind, content: given.content, version: given.version,
    mayWrite: given.mayWrite, saved: true, finished: root.dataset.finished === "yes",
    sprite: root.dataset.sprite, state: document.getElementById("causes-state").textContent,
  };
  window.amendsCauses = C;

  C.newId = () => `k${Math.random().toString(36).slice(2, 10)}`;
  C.cause = (id) => C.content.causes.find((one) => one.id === id);
  C.listen = (listener) => listeners.push(listener);
  const tell = (what) => listeners.forEach((listener) => listener(what));
  C.tell = tell;
  C.say = (text) => { document.getElementById("causes-said").textContent = text; };

  // `key`: changes with the same key one after the other are one step back, as the letters of a word are.
  C.change = (mutate, { key = "", what = "all" } = {}) => {
    if (!C.mayWrite) return false;
    const before = JSON.stringify(C.content);
    mutate(C.content);
    const after = JSON.stringify(C.content);
    if (after === before) return false;
    if (past.at(-1) === after) past.pop(); // added and taken away again: nothing happened
    else if (!key || key !== lastKey) past.push(before);
    if (past.length > DEEPEST_UNDO) past.shift();
    lastKey = key;
    future.length = 0;
    changed(what);
    return true;
  };
  C.endKey = () => { lastKey = ""; };
  C.canUndo = () => past.length > 0;
  C.canRedo = () => future.length > 0;
  const step = (from, to, said) => {
    if (!from.length || !C.mayWrite) return;
    to.push(JSON.stringify(C.content));
    C.content = JSON.parse(from.pop());
    lastKey = "";
    changed("all");
    C.say(said);
  };
  C.undo = () => step(past, future, C.words.undone);
  C.redo = () => step(future, past, C.words.redone);

  const changed = (what) => {
    C.saved = false;
    C.finished = false;
    C.state = C.words.unsaved;
    tell(what);
    clearTimeout(timer);
    if (!stale) timer = setTimeout(C.save, WAIT);
  };

  const post = async (url, fields) => {
    const body = new URLSearchParams(fields);
    const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token }, keepalive: String(body).length < 60000 });
    if (answer.redirected || ![200, 409].includes(answer.status)) throw new Error(String(answer.status));
    return answer.json();
  };

  // One saving at a time: what changes meanwhile is saved after it.
  C.save = async ({ finish = false } = {}) => {
    clearTimeout(timer);
    if (!C.mayWrite || stale) return null;
    if (sending) { await sending; return C.saved && !finish ? null : C.save({ finish }); }
    if (C.saved && !finish) return null;
    sending = send(finish);
    const told = await sending;
    return told;
  };
  const send = async (finish) => {
    const content = JSON.stringify(C.content);
    const before = C.state;
    C.state = C.words.saving;
    tell("state");
    let told = null;
    try {
      told = await post(root.dataset.save, { content, base: C.version, finish: finish ? "yes" : "" });
    } catch {
      C.state = C.words.failed;
      timer = setTimeout(C.save, AGAIN);
    }
    sending = null;
    if (told) take(told, content, finish, before);
    tell("state");
    return told;
  };
  const take = (told, content, finish, before) => {
    if (told.stale) {
      stale = told.stale;
      C.state = C.words.unsaved;
      tell("stale");
    } else if (told.refused) {
      C.refused = { ...told.refused, finish };
      C.state = C.saved ? before : C.words.unsaved;
      if (finish && !C.saved) timer = setTimeout(C.save, WAIT); // what is drawn is kept all the same
      tell("refused");
    } else {
      C.version = told.version;
      C.finished = told.finished;
      C.state = told.says;
      if (told.finished || !C.refused?.finish) C.refused = null; // what a finished one lacks stays to be worked off
      C.saved = JSON.stringify(C.content) === content;
      if (!C.saved) timer = setTimeout(C.save, WAIT);
      tell("saved");
    }
  };

  // Two versions: either is taken on, the other stays where it is: in the list of versions, or one step back.
  C.conflict = () => stale;
  C.resolve = (mine) => {
    const theirs = stale;
    stale = null;
    C.version = theirs.version;
    if (mine) { C.saved = false; C.save(); tell("saved"); return; }
    past.push(JSON.stringify(C.content));
    C.content = theirs.content;
    C.saved = true;
    C.state = C.words.saved;
    tell("all");
    tell("saved");
    C.say(C.words.loseMine);
  };

  C.take = async (cause, part) => {
    await C.save();
    if (!C.saved || stale) return;
    try {
      const told = await post(root.dataset.take, { cause, part });
      C.refused = told.refused ? { ...told.refused, finish: true } : null;
      if (told.written) C.given.written = told.written;
      tell(told.refused ? "refused" : "taken");
    } catch {
      C.say(C.words.failed);
    }
  };
  C.restore = async () => {
    C.mayWrite = true;
    C.saved = false;
    await C.save();
    if (C.saved) location.assign(location.pathname);
  };

  document.addEventListener("visibilitychange", () => { if (document.hidden) C.save(); });
  window.addEventListener("beforeunload", (event) => { if (!C.saved && C.mayWrite) { C.save(); event.preventDefault(); } });
})();
