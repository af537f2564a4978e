import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';

/** One `problem(code, what, remedy)` of the source, with every text that it can say, sampled. */
export interface SpokenProblem {
  readonly file: string;
  readonly code: string;
  readonly texts: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const root = new URL('../../', import.meta.url);

/** Every problem that the files under `folders` make. A text that comes from elsewhere (a parameter, another problem) is not among its texts. */
export function spokenProblems(folders: readonly string[]): SpokenProblem[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => problemsOf(`${folder}/${file}`)),
  );
}

function problemsOf(file: string): SpokenProblem[] {
  const { program } = parseSync(file, readFileSync(new URL(file, root), 'utf8'));
  const nodes = [...within(program)];
  const named = new Map(
    nodes.flatMap((node) => (node.type === 'VariableDeclarator' ? [[nameOf(node.id), node.init as Node | null]] : [])),
  );
  return nodes
    .filter((node) => node.type === 'CallExpression' && nameOf(node.callee) === 'problem')
    .map((node) => {
      const [code, ...texts] = node.arguments as Node[];
      return { file, code: said(code, named)[0] ?? '', texts: texts.flatMap((text) => said(text, named)) };
    });
}

function* within(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* within(each);
  else if (isNode(value)) {
    yield value;
    for (const each of Object.values(value)) yield* within(each);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : '';
}

/** The texts that an expression can be. What fills a template is a word, or a known sentence where a sentence has to begin. */
function said(node: Node | null | undefined, named: ReadonlyMap<string, Node | null>): string[] {
  if (node == null) return [];
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'Identifier') return said(named.get(String(node.name)), named);
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((each) => said(each as Node, named));
  if (node.type === 'LogicalExpression') return said(node.right as Node, named);
  if (node.type === 'ObjectExpression')
    return (node.properties as Node[]).flatMap(({ value }) => said(value as Node, named));
  if (node.type === 'MemberExpression') return said(node.object as Node, named);
  if (node.type !== 'TemplateLiteral') return [];
  const quasis = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  return [
    quasis.reduce((text, next) => {
      const beginsSentence = (text === '' && next.startsWith(' A')) || (text.endsWith('. ') && next.trim() === '');
      return text + (beginsSentence ? 'Try again.' : 'x1') + next;
    }),
  ];
}
