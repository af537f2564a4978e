/** Whom the script calls: our connection to the bus, by its unique name, and a path that nobody else knows. */
export interface ScriptTarget {
  readonly busName: string;
  readonly path: string;
}

/** The interface that the script calls. */
export const scriptInterface = 'app.plainsight.Windows';

/** What it says that has changed. */
export const scriptChanges = ['title', 'windows'] as const;

/**
 * The script that runs inside of KWin, 5.27 and 6, in the JavaScript of Qt. It says that something
 * changed and nothing of it (`Changed`), and calls `Next`, which is answered once the list of windows
 * is wanted; the list comes with the next call. So nothing is read that nobody asked for. Neither is
 * said again before it was answered: a script whose process has ended says nothing more, and one whose
 * windows move says it as often as it is answered.
 */
export function scriptFor({ busName, path }: ScriptTarget): string {
  return script
    .replace('BUS_NAME', JSON.stringify(busName))
    .replace('OBJECT_PATH', JSON.stringify(path))
    .replace('INTERFACE', JSON.stringify(scriptInterface));
}

const script = `(function () {
  var busName = BUS_NAME, path = OBJECT_PATH, of = INTERFACE;
  var six = workspace.stackingOrder !== undefined;
  var native = /^KWin::(Xdg|LayerShell|Internal|InputPanel|InputMethod)/;
  var mostText = 65537, mostAnswer = 300000;
  var changes = 0, isTelling = false, later = '';
  function text(value) {
    return value === undefined || value === null ? '' : String(value).slice(0, mostText);
  }
  function box(from) {
    if (!from) return null;
    var left = Math.floor(from.x), top = Math.floor(from.y);
    return { x: left, y: top, width: Math.ceil(from.x + from.width) - left, height: Math.ceil(from.y + from.height) - top };
  }
  function all() {
    if (six) return workspace.stackingOrder;
    return workspace.clientList().slice().sort(function (a, b) { return a.stackingOrder - b.stackingOrder; });
  }
  function isHere(window) {
    var here = workspace.currentDesktop, activities = window.activities || [];
    if (activities.length > 0 && workspace.currentActivity && activities.indexOf(workspace.currentActivity) < 0) return false;
    if (window.onAllDesktops) return true;
    if (!six) return window.x11DesktopIds === undefined || window.x11DesktopIds.length === 0 || window.x11DesktopIds.indexOf(here) >= 0;
    return window.desktops.length === 0 || window.desktops.some(function (each) { return each.id === here.id; });
  }
  function kind(window) {
    if (window.notification || window.criticalNotification || window.onScreenDisplay) return 'notice';
    if (window.dock) return 'panel';
    if (window.desktopWindow) return 'desktop';
    return window.popupWindow ? 'popup' : 'window';
  }
  function told(window) {
    var owner = window.transientFor;
    return {
      id: text(window.internalId), owner: owner ? text(owner.internalId) : '', pid: window.pid > 0 ? window.pid : 0,
      file: text(window.desktopFileName), name: text(window.resourceClass), title: text(window.caption),
      frame: box(window.frameGeometry), content: box(window.clientGeometry || window.bufferGeometry),
      kind: kind(window), isX11: !native.test(String(window)), isSilent: !!window.unresponsive,
      isShown: !window.minimized && !window.hidden && !window.deleted && isHere(window),
      isSolid: window.opacity === undefined || window.opacity === 1
    };
  }
  function list() {
    var active = six ? workspace.activeWindow : workspace.activeClient;
    var answer = JSON.stringify({ active: active ? text(active.internalId) : '', changes: changes, windows: all().map(told) });
    return answer.length > mostAnswer ? '"too-long"' : answer;
  }
  function next(answer) {
    callDBus(busName, path, of, 'Next', answer, function (wanted) {
      var given = '';
      if (wanted) {
        try { given = list(); } catch (error) { given = '"unreadable"'; }
      }
      next(given);
    });
  }
  function changed(what) {
    if (what === 'windows') changes += 1;
    tell(what);
  }
  function tell(what) {
    if (isTelling) {
      if (later !== 'windows') later = what;
      return;
    }
    isTelling = true;
    callDBus(busName, path, of, 'Changed', what, function () {
      var more = later;
      isTelling = false;
      later = '';
      if (more !== '') tell(more);
    });
  }
  function windows() { changed('windows'); }
  function title() { changed('title'); }
  function watch(window) {
    [[window.captionChanged, title], [window.frameGeometryChanged, windows], [window.stackingOrderChanged, windows], [window.desktopFileNameChanged, title],
      [window.windowClassChanged, title], [window.minimizedChanged, windows], [window.desktopChanged, windows],
      [window.desktopsChanged, windows], [window.activitiesChanged, windows], [window.hiddenChanged, windows], [window.opacityChanged, windows]
    ].forEach(function (pair) { if (pair[0] !== undefined) pair[0].connect(pair[1]); });
  }
  function came(window) { watch(window); windows(); }
  [[six ? workspace.windowActivated : workspace.clientActivated, windows], [six ? workspace.windowAdded : workspace.clientAdded, came],
    [six ? workspace.windowRemoved : workspace.clientRemoved, windows], [workspace.stackingOrderChanged, windows],
    [workspace.currentDesktopChanged, windows], [workspace.currentActivityChanged, windows]
  ].forEach(function (pair) { if (pair[0] !== undefined) pair[0].connect(pair[1]); });
  all().forEach(watch);
  next('');
})();
`;
