import { z } from 'zod';
import { reason } from '../../../../core/reason.ts';
import type { Rectangle } from '../../../../core/rectangle.ts';
import type { ActiveWindow, SensorFailure } from '../../../ports.ts';
import { cleanAppId, cleanText, longestJudged, wholeWindowText } from '../../window-text.ts';
import { ask, type SwayLink } from './sway-link.ts';

/** What sway calls its windows, containers, workspaces and outputs. Everything else of it is passed over. */
interface SwayNode {
  readonly id: number;
  readonly type: string;
  readonly name?: string | null | undefined;
  /** Of an output: the name of the workspace that it shows. */
  readonly current_workspace?: string | null | undefined;
  readonly rect: Rectangle;
  readonly deco_rect: Rectangle;
  readonly window_rect: Rectangle;
  readonly focused: boolean;
  readonly visible?: boolean | undefined;
  readonly inhibit_idle?: boolean | undefined;
  readonly pid?: number | undefined;
  readonly app_id?: string | null | undefined;
  readonly window?: number | null | undefined;
  readonly window_properties?: { class?: string | undefined; transient_for?: number | null | undefined } | undefined;
  readonly nodes: readonly SwayNode[];
  readonly floating_nodes: readonly SwayNode[];
}

/** The list is not what sway answers, or longer than is read. */
export class TreeUnreadable extends Error {
  readonly failure: SensorFailure = { ok: false, reason: reason('windows-unreadable') };
}

const place = z.number().int().min(-1_000_000).max(1_000_000);
const rectangle = z.object({ x: place, y: place, width: place, height: place });
const fields = {
  id: z.number().int(),
  type: z.string(),
  name: z.string().nullish(),
  current_workspace: z.string().nullish(),
  rect: rectangle,
  deco_rect: rectangle,
  window_rect: rectangle,
  focused: z.boolean(),
  visible: z.boolean().optional(),
  inhibit_idle: z.boolean().optional(),
  pid: z.number().int().nonnegative().optional(),
  app_id: z.string().nullish(),
  window: z.number().int().nullish(),
  window_properties: z.object({ class: z.string().optional(), transient_for: z.number().int().nullish() }).optional(),
};
const nodeSchema = z.object({ ...fields, nodes: z.array(z.unknown()), floating_nodes: z.array(z.unknown()) });
/** Containers in containers, and nodes in all: deeper, and more, than anybody has. */
const deepest = 64;
const mostNodes = 20_000;

/** A window, with where it is. */
export interface SwayWindow extends ActiveWindow {
  /** Sway's own number of it. */
  readonly id: number;
  readonly isFocused: boolean;
  readonly isVisible: boolean;
  /** Whether it keeps rests from being told, as a video does. */
  readonly holdsRestsBack: boolean;
  /** Its container, without the title bar that sway draws. */
  readonly rect: Rectangle;
  /** Its title bar, or its tab; empty: it has none. */
  readonly titleBar: Rectangle;
  /** Where the program itself paints. */
  readonly content: Rectangle;
}

/** An output, and what bars and panels leave of it. */
export interface SwayOutput {
  readonly name: string;
  readonly rect: Rectangle;
  /** Null: not known. */
  readonly area: Rectangle | null;
}

export interface SwayTree {
  /** Bottom first: tiled ones, those that float, and last what fills an output. */
  readonly windows: readonly SwayWindow[];
  readonly outputs: readonly SwayOutput[];
}

/** Windows and outputs now. Rejects with `SwayGone` and `TreeUnreadable`. */
export async function readTree(link: SwayLink): Promise<SwayTree> {
  return treeOf(await link.request(ask.tree));
}

/** Throws `TreeUnreadable` for what is no list of sway's. */
export function treeOf(answer: unknown): SwayTree {
  let nodes = 0;
  const parsed = (value: unknown, depth: number): SwayNode => {
    nodes += 1;
    const found = nodeSchema.safeParse(value);
    if (!found.success || depth > deepest || nodes > mostNodes) throw new TreeUnreadable();
    return {
      ...found.data,
      nodes: found.data.nodes.map((each) => parsed(each, depth + 1)),
      floating_nodes: found.data.floating_nodes.map((each) => parsed(each, depth + 1)),
    };
  };
  const root = parsed(answer, 0);
  const outputs = root.nodes.filter(({ type, name }) => type === 'output' && name !== '__i3');
  const byX11 = new Map<number, SwayNode>();
  for (const node of below(root)) if (node.window) byX11.set(node.window, node);
  return {
    windows: windowsBelow(root, byX11),
    outputs: outputs.map(({ name, rect, current_workspace: shown, nodes: workspaces }) => ({
      name: name ?? '',
      rect,
      area: workspaces.find((each) => each.type === 'workspace' && each.name === shown)?.rect ?? null,
    })),
  };
}

function below(node: SwayNode): SwayNode[] {
  return [node, ...[...node.nodes, ...node.floating_nodes].flatMap(below)];
}

function windowsBelow(root: SwayNode, byX11: ReadonlyMap<number, SwayNode>): SwayWindow[] {
  const found: SwayWindow[] = [];
  const walk = (node: SwayNode, parent: SwayNode): void => {
    if (node.pid !== undefined) found.push(windowOf(node, parent, byX11));
    for (const child of node.nodes) walk(child, node);
    for (const child of node.floating_nodes) walk(child, node);
  };
  walk(root, root);
  return found;
}

function windowOf(node: SwayNode, parent: SwayNode, byX11: ReadonlyMap<number, SwayNode>): SwayWindow {
  const { id, rect, deco_rect: deco, window_rect: inner } = node;
  // The title bar is told from the corner of what it is a part of.
  const bar = { ...deco, x: parent.rect.x + deco.x, y: parent.rect.y + deco.y };
  return {
    ...factsOf(node, ownersOf(node, byX11)),
    id,
    isFocused: node.focused,
    isVisible: node.visible === true,
    holdsRestsBack: node.inhibit_idle === true,
    rect,
    titleBar: bar,
    content: { ...inner, x: rect.x + inner.x, y: rect.y + inner.y },
  };
}

function factsOf(node: SwayNode, belongsTo: readonly SwayNode[]): ActiveWindow {
  const { name, pid, app_id: native, window_properties: x11 } = node;
  const program = native || x11?.class || '';
  const title = name ?? '';
  return {
    appId: cleanAppId(program),
    appName: cleanText(program) || 'unknown',
    title: wholeWindowText(title.slice(0, longestJudged)),
    url: null,
    pid: pid !== undefined && pid > 0 ? pid : null,
    handle: node.id,
    ...(title.length > longestJudged || program.length > longestJudged ? { isCut: true } : {}),
    ...(belongsTo.length > 0 ? { belongsTo: belongsTo.map((owner) => factsOf(owner, [])) } : {}),
  };
}

const mostOwners = 4;

/** The windows that one of Xwayland is a dialog of; of native ones nobody tells. */
function ownersOf(node: SwayNode, byX11: ReadonlyMap<number, SwayNode>): SwayNode[] {
  const owners: SwayNode[] = [];
  for (let at: SwayNode | undefined = node; at !== undefined && owners.length < mostOwners; ) {
    const owner = byX11.get(at.window_properties?.transient_for ?? 0);
    if (owner === undefined || owner === node || owners.includes(owner)) break;
    owners.push(owner);
    at = owner;
  }
  return owners;
}
