// What is told: windows, monitors, what GNOME Shell itself shows, and pixels.

/** Rules judge so much of a title; of a longer one it is told that it is. */
const longestTitle = 65_537;
/** Where GNOME Shell waits for nothing else: no menu, switcher or dialog of its own is open. */
const normalMode = Shell.ActionMode.NORMAL;

function rectangle({ x, y, width, height }) {
  return { x, y, width, height };
}

/** Windows from bottom to top, monitors, and what GNOME Shell itself shows. */
function desktop() {
  const { layoutManager, overview } = Main;
  const actors = (global.compositor?.get_window_actors ? global.compositor : global).get_window_actors();
  const above = aboveWindows();
  return {
    isBusy:
      overview.visible ||
      Main.actionMode !== normalMode ||
      isMoving() ||
      Main.magnifier.isActive() ||
      above.some(isWhole),
    stage: { width: global.stage.width, height: global.stage.height },
    monitors: layoutManager.monitors.map((monitor, index) => ({
      ...rectangle(monitor),
      isPrimary: index === layoutManager.primaryIndex,
      area: rectangle(layoutManager.getWorkAreaForMonitor(index)),
      scale: global.display.get_monitor_scale(index) / monitor.geometry_scale,
    })),
    windows: actors.map((actor) => factsOf(actor.meta_window, actor.visible)),
    shown: above.filter((place) => !isWhole(place)),
    notices: Main.messageTray.get_children().filter(isSeen).map(placeOf),
  };
}

function factsOf(window, isVisible) {
  const app = Shell.WindowTracker.get_default().get_window_app(window);
  return {
    id: window.get_id(),
    title: (window.get_title() ?? '').slice(0, longestTitle),
    program: window.get_wm_class() ?? app?.get_id()?.replace(/\.desktop$/, '') ?? '',
    name: app?.get_name() ?? '',
    pid: window.get_pid(),
    parent: window.get_transient_for()?.get_id() ?? null,
    bounds: rectangle(window.get_frame_rect()),
    isVisible: isVisible && !window.minimized,
    isFocused: window.has_focus(),
  };
}

/** While windows are drawn elsewhere than they are, as when one is minimised. */
function isMoving() {
  return global.window_group
    .get_children()
    .some(
      (actor) =>
        actor.visible &&
        (actor.scale_x !== 1 || actor.scale_y !== 1 || actor.translation_x !== 0 || actor.translation_y !== 0),
    );
}

/** Where panels, docks and the like lie above windows; what fills a monitor may show windows elsewhere, as a change of workspace does. */
function aboveWindows() {
  const own = [global.window_group, global.top_window_group, Main.messageTray];
  return Main.layoutManager.uiGroup
    .get_children()
    .filter((actor) => !own.includes(actor) && isSeen(actor) && actor.get_children().some(isSeen))
    .map(placeOf);
}

function isWhole({ width, height }) {
  return Main.layoutManager.monitors.some((monitor) => width >= monitor.width && height >= monitor.height);
}

/** What has no place yet is not painted yet. */
function isSeen(actor) {
  return (
    actor.mapped &&
    actor.has_allocation() &&
    Object.values(placeOf(actor)).every(Number.isFinite) &&
    actor.width > 0 &&
    actor.height > 0
  );
}

function placeOf(actor) {
  const [x, y] = actor.get_transformed_position();
  const [width, height] = actor.get_transformed_size();
  return { x, y, width, height };
}

/** As PNG in memory: of the part `area`, or of all monitors in one. */
function picture(area, reply) {
  const stream = Gio.MemoryOutputStream.new_resizable();
  const shot = new Shell.Screenshot();
  const take = area ? 'screenshot_area' : 'screenshot';
  const of = area ? [area.x, area.y, area.width, area.height] : [false];
  shot[take](...of, stream, (_, done) => {
    try {
      shot[`${take}_finish`](done);
      stream.close(null);
      reply(true, stream.steal_as_bytes());
    } catch {
      reply(false);
    }
  });
}
