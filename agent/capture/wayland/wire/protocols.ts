import type { WireType } from './wire-format.ts';

/**
 * What is spoken of Wayland, as far as it is used here: requests and events in the order of their
 * numbers, so that those in between stand here too. Source: wayland.xml, and of wayland-protocols and
 * wlr-protocols the files that are named after the interfaces.
 */
const protocols = {
  wl_display: {
    requests: { sync: 'n', get_registry: 'n' },
    events: { error: 'ous', delete_id: 'u' },
  },
  wl_callback: { requests: {}, events: { done: 'u' } },
  wl_registry: {
    requests: { bind: 'uN' },
    events: { global: 'usu', global_remove: 'u' },
  },
  wl_compositor: { requests: { create_surface: 'n', create_region: 'n' }, events: {} },
  wl_region: { requests: { destroy: '', add: 'iiii', subtract: 'iiii' }, events: {} },
  wl_surface: {
    requests: {
      ...{ destroy: '', attach: 'oii', damage: 'iiii', frame: 'n', set_opaque_region: 'o', set_input_region: 'o' },
      ...{ commit: '', set_buffer_transform: 'i', set_buffer_scale: 'i', damage_buffer: 'iiii' },
    },
    events: { enter: 'o', leave: 'o' },
  },
  wl_shm: { requests: { create_pool: 'nhi' }, events: { format: 'u' } },
  wl_shm_pool: { requests: { create_buffer: 'niiiiu', destroy: '', resize: 'i' }, events: {} },
  wl_buffer: { requests: { destroy: '' }, events: { release: '' } },
  wl_seat: {
    requests: { get_pointer: 'n', get_keyboard: 'n', get_touch: 'n', release: '' },
    events: { capabilities: 'u', name: 's' },
  },
  wl_output: {
    requests: { release: '' },
    events: { geometry: 'iiiiissi', mode: 'uiii', done: '', scale: 'i', name: 's', description: 's' },
  },
  zxdg_output_manager_v1: { requests: { destroy: '', get_xdg_output: 'no' }, events: {} },
  zxdg_output_v1: {
    requests: { destroy: '' },
    events: { logical_position: 'ii', logical_size: 'ii', done: '', name: 's', description: 's' },
  },
  zwlr_layer_shell_v1: { requests: { get_layer_surface: 'noous', destroy: '' }, events: {} },
  zwlr_layer_surface_v1: {
    requests: {
      ...{ set_size: 'uu', set_anchor: 'u', set_exclusive_zone: 'i', set_margin: 'iiii' },
      ...{ set_keyboard_interactivity: 'u', get_popup: 'o', ack_configure: 'u', destroy: '', set_layer: 'u' },
    },
    events: { configure: 'uuu', closed: '' },
  },
  zwlr_screencopy_manager_v1: {
    requests: { capture_output: 'nio', capture_output_region: 'nioiiii', destroy: '' },
    events: {},
  },
  zwlr_screencopy_frame_v1: {
    requests: { copy: 'o', destroy: '', copy_with_damage: 'o' },
    events: {
      ...{ buffer: 'uuuu', flags: 'u', ready: 'uuu', failed: '', damage: 'uuuu', linux_dmabuf: 'uuu' },
      buffer_done: '',
    },
  },
  ext_idle_notifier_v1: {
    requests: { destroy: '', get_idle_notification: 'nuo', get_input_idle_notification: 'nuo' },
    events: {},
  },
  ext_idle_notification_v1: { requests: { destroy: '' }, events: { idled: '', resumed: '' } },
  zwlr_foreign_toplevel_manager_v1: { requests: { stop: '' }, events: { toplevel: 'n', finished: '' } },
  zwlr_foreign_toplevel_handle_v1: {
    requests: {
      ...{ set_maximized: '', unset_maximized: '', set_minimized: '', unset_minimized: '', activate: 'o', close: '' },
      ...{ set_rectangle: 'oiiii', destroy: '' },
    },
    events: {
      ...{ title: 's', app_id: 's', output_enter: 'o', output_leave: 'o', state: 'a', done: '', closed: '' },
      parent: 'o',
    },
  },
  /** Nothing of it is used: KWin alone has it. */
  org_kde_plasma_shell: { requests: {}, events: {} },
  org_kde_kwin_idle: { requests: { get_idle_timeout: 'nou' }, events: {} },
  org_kde_kwin_idle_timeout: {
    requests: { release: '', simulate_user_activity: '' },
    events: { idle: '', resumed: '' },
  },
} as const satisfies Readonly<Record<string, Protocol>>;

interface Protocol {
  readonly requests: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, string>>;
}

export type InterfaceName = keyof typeof protocols;

/** A request or an event: its number, and what goes with it. */
interface Spoken {
  readonly name: string;
  readonly opcode: number;
  readonly signature: readonly WireType[];
}

interface SpokenInterface {
  readonly requests: ReadonlyMap<string, Spoken>;
  /** By number. */
  readonly events: readonly Spoken[];
}

const spoken = new Map(
  Object.entries(protocols).map(([name, { requests, events }]): [string, SpokenInterface] => [
    name,
    { requests: new Map(listed(requests).map((each) => [each.name, each])), events: listed(events) },
  ]),
);

function listed(signatures: Readonly<Record<string, string>>): Spoken[] {
  return Object.entries(signatures).map(([name, signature], opcode) => ({
    name,
    opcode,
    signature: [...signature] as WireType[],
  }));
}

/** The request of this name. Throws where there is none: that is a mistake of ours. */
export function requestOf(of: InterfaceName, name: string): Spoken {
  const request = spoken.get(of)?.requests.get(name);
  if (request === undefined) throw new TypeError(`${of} has no request ${name}`);
  return request;
}

/** The event of this number; null where it is not known. */
export function eventOf(of: InterfaceName, opcode: number): Spoken | null {
  return spoken.get(of)?.events[opcode] ?? null;
}

/** What the compositor makes in an event with a new object, by interface and event. */
const made: Readonly<Record<string, InterfaceName>> = {
  'zwlr_foreign_toplevel_manager_v1.toplevel': 'zwlr_foreign_toplevel_handle_v1',
};

/** The interface of the object that an event brings; null where it brings none. */
export function madeBy(of: InterfaceName, event: string): InterfaceName | null {
  return made[`${of}.${event}`] ?? null;
}

/** Requests after which an object is gone. */
export const destructors: ReadonlySet<string> = new Set(['destroy', 'release']);
