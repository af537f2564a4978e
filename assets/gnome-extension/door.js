// Tells the Plainsight agent of this account, and no other program, which windows there are, gives it
// the picture of the screen, and shows its sign. It speaks through a socket in the account's runtime
// folder and not by D-Bus, where every program of the account can listen. It keeps nothing, reads no
// key, and GNOME Shell takes it away while the screen is locked.

/** By this name the agent sees on the session's bus that the extension is there. */
const busName = 'app.plainsight.Shell';
const version = 1;
const socketPath = GLib.build_filenamev([GLib.get_user_runtime_dir(), 'plainsight-gnome-shell']);
const mostVisitors = 8;

class PlainsightDoor {
  constructor(folder) {
    this._folder = folder;
    this._programs = null;
  }

  enable() {
    this._programs ??= programsOf(this._folder);
    this._visitors = new Set();
    this._hints = new Hints((changed) => {
      for (const visitor of this._visitors) visitor.hint(changed);
    });
    GLib.unlink(socketPath);
    this._service = new Gio.SocketService();
    const address = Gio.UnixSocketAddress.new(socketPath);
    this._service.add_address(address, Gio.SocketType.STREAM, Gio.SocketProtocol.DEFAULT, null);
    this._service.connect('incoming', (_, connection) => {
      this._open(connection);
      return true;
    });
    this._service.start();
    this._name = Gio.bus_own_name_on_connection(Gio.DBus.session, busName, Gio.BusNameOwnerFlags.NONE, null, null);
  }

  disable() {
    Gio.bus_unown_name(this._name);
    this._service.stop();
    this._service.close();
    GLib.unlink(socketPath);
    this._hints.stop();
    for (const visitor of [...this._visitors]) visitor.close();
  }

  _open(connection) {
    const visitor = new Visitor(connection, () => this._visitors.delete(visitor));
    this._visitors.add(visitor);
    const isOurs = this._visitors.size <= mostVisitors && isOneOf(this._programs, connection);
    if (isOurs) visitor.serve();
    else visitor.say({ refused: true }, null, () => visitor.close());
  }
}

/** Which programs are answered: written by the agent when the person installed the extension. */
function programsOf(folder) {
  const [, bytes] = GLib.file_get_contents(GLib.build_filenamev([folder, 'programs.json']));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Whether the process that connected runs one of them, as the kernel says. */
function isOneOf(programs, connection) {
  try {
    const pid = connection.get_socket().get_credentials().get_unix_pid();
    const file = GLib.file_read_link(`/proc/${pid}/exe`);
    const [, bytes] = GLib.file_get_contents(`/proc/${pid}/cmdline`);
    const [, ...args] = new TextDecoder().decode(bytes).split('\0').slice(0, -1);
    const isRun = (wanted) => wanted.join('\0') === args.join('\0');
    return programs.some(({ program, runs }) => program === file && (runs === null || runs.some(isRun)));
  } catch {
    return false;
  }
}

/** One connection: questions, each a line of JSON, each answered in its turn. */
class Visitor {
  constructor(connection, onClose) {
    this._connection = connection;
    this._onClose = onClose;
    this._gone = new Gio.Cancellable();
    this._queue = [];
    this._signs = [];
    this._isRedirected = false;
    this._input = Gio.DataInputStream.new(connection.get_input_stream());
    this._output = connection.get_output_stream();
  }

  serve() {
    this.say({ version, shell: true });
    this._isServed = true;
    this._next();
  }

  hint(changed) {
    if (this._isServed) this.say({ changed });
  }

  /** A line, and after it the bytes whose number it tells. */
  say(value, bytes = null, then = null) {
    const line = new TextEncoder().encode(`${JSON.stringify({ ...value, bytes: bytes?.get_size() ?? 0 })}\n`);
    this._queue.push([new GLib.Bytes(line), then]);
    if (bytes !== null) this._queue.push([bytes, null]);
    if (!this._isWriting) this._write();
  }

  close() {
    if (this._gone.is_cancelled()) return;
    this._gone.cancel();
    this._removeSigns();
    this._connection.close_async(GLib.PRIORITY_DEFAULT, null, null);
    this._onClose();
  }

  _write() {
    const [bytes, then] = this._queue.shift() ?? [null, null];
    this._isWriting = bytes !== null;
    if (bytes === null) return;
    const source = Gio.MemoryInputStream.new_from_bytes(bytes);
    this._output.splice_async(
      source,
      Gio.OutputStreamSpliceFlags.NONE,
      GLib.PRIORITY_DEFAULT,
      this._gone,
      (_, done) => {
        try {
          this._output.splice_finish(done);
          then?.();
          this._write();
        } catch {
          this.close();
        }
      },
    );
  }

  _next() {
    this._input.read_line_async(GLib.PRIORITY_DEFAULT, this._gone, (_, done) => {
      try {
        const [line] = this._input.read_line_finish_utf8(done);
        if (line === null) return this.close();
        this._answer(JSON.parse(line));
      } catch {
        this.close();
      }
    });
  }

  _answer({ ask, area, signs }) {
    const reply = (value, bytes = null) => {
      if (this._gone.is_cancelled()) return;
      this.say({ reply: value }, bytes);
      this._next();
    };
    if (ask === 'desktop') reply(desktop());
    else if (ask === 'picture') picture(area, reply);
    else if (ask === 'sign') reply(this._showSigns(signs));
    else this.close();
  }

  /** The agent draws the sign; it is above all windows, takes no click and no room. */
  _showSigns(signs) {
    this._removeSigns();
    if (signs.length > 0) setRedirected(true);
    this._isRedirected = signs.length > 0;
    // Where one of them fails the connection ends, which takes away those that stand.
    for (const each of signs) {
      const sign = signOf(each);
      this._signs.push(sign);
      Main.layoutManager.addTopChrome(sign, {
        affectsStruts: false,
        affectsInputRegion: false,
        trackFullscreen: false,
      });
    }
    return true;
  }

  _removeSigns() {
    for (const sign of this._signs.splice(0)) sign.destroy();
    if (this._isRedirected) setRedirected(false);
    this._isRedirected = false;
  }
}

function signOf({ x, y, width, height, columns, rows, rgb }) {
  const content = St.ImageContent.new_with_preferred_size(columns, rows);
  const pixels = [GLib.base64_decode(rgb), Cogl.PixelFormat.RGB_888, columns, rows, columns * 3];
  // Since GNOME 48 it wants to know on what it is drawn.
  if (content.set_bytes.length > 5) pixels.unshift(global.stage.context.get_backend().get_cogl_context());
  content.set_bytes(...pixels);
  return new St.Widget({ x, y, width, height, content, reactive: false });
}

/** A window that fills the screen may be shown without what is above it, unless somebody says no. */
function setRedirected(isSo) {
  const where = Meta.disable_unredirect_for_display ? Meta : global.compositor;
  const suffix = where === Meta ? '_for_display' : '';
  const args = where === Meta ? [global.display] : [];
  where[`${isSo ? 'disable' : 'enable'}_unredirect${suffix}`](...args);
}

/** Says that something changed, a title or more, and not what: the agent asks. */
class Hints {
  constructor(tell) {
    const windows = () => tell('windows');
    this._sources = [
      [global.display, 'notify::focus-window', () => this._follow(tell)],
      [Main.layoutManager, 'monitors-changed', windows],
      [Main.overview, 'showing', windows],
      [Main.overview, 'hidden', windows],
    ].map(([source, signal, then]) => [source, source.connect(signal, then)]);
    this._focused = [];
    this._follow(tell);
  }

  stop() {
    for (const [source, handler] of [...this._sources, ...this._focused]) source.disconnect(handler);
  }

  _follow(tell) {
    for (const [source, handler] of this._focused) source.disconnect(handler);
    const window = global.display.focus_window;
    this._focused =
      window === null
        ? []
        : ['notify::title', 'notify::wm-class'].map((signal) => [window, window.connect(signal, () => tell('title'))]);
    tell('windows');
  }
}
