// Tells the Plainsight agent of this account, and nobody else, which website is in front: its host,
// such as example.org, of the active tab of the window that has the focus, and of the other half of a
// split view, which is in sight too; and its path where the agent asks for it, which it does if the
// organisation wants it and the person agreed. Never the query, the fragment or the title. It is in no private window (`incognito` in manifest.json), tells nothing unless the
// agent wants to know, keeps nothing, and changes no page.

const api = globalThis.browser ?? globalThis.chrome;
const agent = 'app.plainsight.browser';

/** DNS allows no longer host. */
const longestHost = 253;
/** No more of a path is told. */
const longestPath = 200;
/** On X11 a browser tells of a change of focus before it has taken place: it is read again after that. */
const focusMs = [30, 300];
const firstWaitMs = 500;
const longestWaitMs = 60_000;

let port = null;
let isWanted = false;
let arePathsWanted = false;
let lastTold = '';
let waitMs = firstWaitMs;
let notBefore = 0;

/** What is in front: `host` is null for a page that is no website, and left out where it is not known. */
async function front() {
  let window;
  try {
    window = await api.windows.getLastFocused();
  } catch {
    // Firefox: the last window is a private one.
    return { focused: false };
  }
  if (!window.focused || window.incognito) return { focused: false };
  const [tab] = await api.tabs.query({ active: true, windowId: window.id });
  if (tab === undefined || tab.incognito) return { focused: false };
  const address = tab.url ?? '';
  const host = hostOf(address);
  const other = isSplit(tab) ? await otherHalf(tab) : undefined;
  const beside = other === undefined ? null : hostOf(other.url ?? '');
  if (host === undefined || beside === undefined) return { focused: true, window: window.id };
  const path = host !== null && arePathsWanted ? { path: new URL(address).pathname.slice(0, longestPath) } : {};
  return { focused: true, window: window.id, host, ...path, ...(beside === null ? {} : { beside }) };
}

const isSplit = ({ splitViewId = -1 }) => splitViewId !== -1;

async function otherHalf({ id, windowId, splitViewId }) {
  return (await api.tabs.query({ windowId, splitViewId })).find((tab) => tab.id !== id);
}

function hostOf(address) {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  return hostname === '' || hostname.length > longestHost ? undefined : hostname;
}

/** Answers a question, or tells what has changed. */
async function tell(question) {
  connect();
  if (port === null || !isWanted) return;
  const to = port;
  const told = await front();
  const text = JSON.stringify(told);
  if (to !== port || !isWanted || (question === undefined && text === lastTold)) return;
  lastTold = text;
  to.postMessage(question === undefined ? told : { ...told, ask: question });
}

function connect() {
  if (port !== null || Date.now() < notBefore) return;
  port = api.runtime.connectNative(agent);
  port.onMessage.addListener(hear);
  port.onDisconnect.addListener(() => {
    // Read, or the browser complains: the agent is not set up here, or its program has ended.
    void api.runtime.lastError;
    port = null;
    isWanted = false;
    arePathsWanted = false;
    notBefore = Date.now() + waitMs;
    // By the clock the timer may come a moment early.
    setTimeout(() => {
      notBefore = 0;
      connect();
    }, waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  });
}

/** The agent says whether it wants to know, and may ask. */
function hear({ wanted, paths, ask }) {
  waitMs = firstWaitMs;
  if (wanted !== undefined) {
    isWanted = wanted === true;
    arePathsWanted = isWanted && paths === true;
    lastTold = '';
    void tell();
  }
  if (ask !== undefined) void tell(ask);
}

api.tabs.onActivated.addListener(() => void tell());
api.tabs.onUpdated.addListener((_id, change, tab) => {
  const isOther = change.url !== undefined || change.splitViewId !== undefined;
  if (isOther && (tab.active || isSplit(tab))) void tell();
});
api.tabs.onReplaced?.addListener(() => void tell());
api.tabs.onRemoved.addListener(() => void tell());
api.windows.onFocusChanged.addListener(() => {
  for (const ms of focusMs) setTimeout(() => void tell(), ms);
});
api.runtime.onStartup.addListener(connect);
api.runtime.onInstalled.addListener(connect);
connect();
