import { parseSync, Visitor } from 'vite';

/** One import of a file, of whatever form: import, export from, import(), import type, require(). */
export interface ImportFact {
  readonly specifier: string;
  readonly line: number;
  /** Erased before anything runs. */
  readonly typeOnly: boolean;
}

/** What the layering rules look at in one source file. */
export interface SourceFacts {
  readonly imports: readonly ImportFact[];
  /**
   * Names read that the file declares nowhere (one declared anywhere in it counts as declared: something was passed in
   * or made under this name), and the uses that have a rule of their own: `Date.now`, `new Date()`, `Math.random`. */
  readonly uses: readonly { readonly name: string; readonly line: number }[];
  /** String literals and the fixed parts of templates. */
  readonly strings: readonly { readonly text: string; readonly line: number }[];
  /** Names that the file itself declares and exports; not those that it passes on. */
  readonly exports: readonly { readonly name: string; readonly line: number }[];
  /** Set when the file does not parse; nothing else is known then. */
  readonly broken: string | null;
}

interface Node {
  readonly type: string;
  readonly start: number;
}

/** Reads a file with a real parser, so that comments, strings and templates that look like imports are not taken for any. */
export function factsOf(file: string, text: string): SourceFacts {
  const { program, module, errors } = parseSync(file, text);
  const first = errors[0];
  if (first) return { imports: [], uses: [], strings: [], exports: [], broken: first.message };
  const lineOf = lineFinder(text);
  const imports: ImportFact[] = [];
  const uses: { name: string; line: number }[] = [];
  const strings: { text: string; line: number }[] = [];
  const add = (specifier: unknown, at: number, typeOnly: boolean): void => {
    // A computed specifier cannot be judged, so that it gets a name that no rule allows.
    imports.push({ specifier: typeof specifier === 'string' ? specifier : '<computed>', line: lineOf(at), typeOnly });
  };
  for (const { moduleRequest, entries, start } of module.staticImports)
    add(moduleRequest.value, start, entries.length > 0 && entries.every((entry) => entry.isType));
  for (const { entries, start } of module.staticExports)
    for (const specifier of new Set(entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])))
      add(
        specifier,
        start,
        entries.every((entry) => entry.isType),
      );
  const exports = module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ exportName, moduleRequest }) =>
      moduleRequest === null && exportName.name ? [{ name: exportName.name, line: lineOf(start) }] : [],
    ),
  );
  // Names that are not read: `.name` of a member, the key of a property.
  const labels = new Set<unknown>();
  const declared = new Set<string>();
  const declare = (pattern: unknown): void => {
    for (const name of boundBy(pattern as Pattern | null)) declared.add(name);
  };
  const label = (key: unknown, computed: boolean): void => {
    if (!computed) labels.add(key);
  };
  new Visitor({
    ImportExpression: ({ source, start }) => add(literalOf(source), start, false),
    TSImportType: ({ source, start }) => add(literalOf(source), start, true),
    TSExternalModuleReference: ({ expression, start }) => add(literalOf(expression), start, false),
    CallExpression: ({ callee, arguments: args, start }) => {
      if (nameOf(callee) === 'require') add(literalOf(args[0]), start, false);
      if (nameOf(callee) === 'Date') uses.push({ name: 'new Date()', line: lineOf(start) });
    },
    NewExpression: ({ callee, arguments: args, start }) => {
      const isDate = nameOf(callee) === 'Date' || memberOf(callee) === 'globalThis.Date';
      if (isDate && args.length === 0) uses.push({ name: 'new Date()', line: lineOf(start) });
    },
    MemberExpression: (node) => {
      label(node.property, node.computed);
      const member = memberOf(node);
      if (member !== null) uses.push({ name: member, line: lineOf(node.start) });
    },
    FunctionDeclaration: ({ params }) => params.forEach(declare),
    FunctionExpression: ({ params }) => params.forEach(declare),
    ArrowFunctionExpression: ({ params }) => params.forEach(declare),
    CatchClause: ({ param }) => declare(param),
    TSFunctionType: ({ params }) => params.forEach(declare),
    VariableDeclarator: ({ id, init, start }) => {
      declare(id);
      // `const { now } = Date`
      if (id.type !== 'ObjectPattern' || !init) return;
      for (const property of id.properties)
        if (property.type === 'Property')
          uses.push({ name: `${nameOf(init)}.${nameOf(property.key)}`, line: lineOf(start) });
    },
    Property: ({ key, computed }) => label(key, computed),
    PropertyDefinition: ({ key, computed }) => label(key, computed),
    MethodDefinition: ({ key, computed }) => label(key, computed),
    TSPropertySignature: ({ key, computed }) => label(key, computed),
    TSMethodSignature: ({ key, computed }) => label(key, computed),
    Identifier: (node) => {
      if (!labels.has(node)) uses.push({ name: node.name, line: lineOf(node.start) });
    },
    Literal: ({ value, start }) => {
      if (typeof value === 'string') strings.push({ text: value, line: lineOf(start) });
    },
    TemplateElement: ({ value, start }) => {
      strings.push({ text: value.cooked ?? value.raw, line: lineOf(start) });
    },
  }).visit(program);
  return { imports, uses: uses.filter(({ name }) => !declared.has(name)), strings, exports, broken: null };
}

type Pattern = Node & {
  readonly name?: string;
  readonly left?: Pattern;
  readonly argument?: Pattern;
  readonly elements?: readonly (Pattern | null)[];
  readonly properties?: readonly (Pattern & { readonly value?: Pattern })[];
};

/** The names that a parameter or the left side of a declaration binds. */
function boundBy(pattern: Pattern | null | undefined): string[] {
  if (!pattern) return [];
  if (pattern.type === 'Identifier') return pattern.name === undefined ? [] : [pattern.name];
  if (pattern.type === 'AssignmentPattern') return boundBy(pattern.left);
  if (pattern.type === 'RestElement') return boundBy(pattern.argument);
  if (pattern.type === 'ArrayPattern') return (pattern.elements ?? []).flatMap(boundBy);
  return (pattern.properties ?? []).flatMap((property) => boundBy(property.value ?? property.argument));
}

function nameOf(node: Node | undefined): string | null {
  return node?.type === 'Identifier' ? (node as Node & { name: string }).name : null;
}

function literalOf(node: Node | undefined): unknown {
  return node?.type === 'Literal' ? (node as Node & { value: unknown }).value : undefined;
}

/** `a.b`, `a?.b` and `a['b']` as "a.b"; null for anything longer or computed. */
function memberOf(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null;
  const { object, property, computed } = node as Node & { object: Node; property: Node; computed: boolean };
  const owner = nameOf(object) ?? (memberOf(object)?.startsWith('globalThis.') ? memberOf(object)?.slice(11) : null);
  const name = computed ? literalOf(property) : nameOf(property);
  return owner && typeof name === 'string' ? `${owner}.${name}` : null;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
