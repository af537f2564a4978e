import { S3Error } from './s3-error.ts';

/** An element of a body: either `text` or `children`, the other is empty. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** S3's configurations are no deeper, and a thousand rules have no more elements than this. */
const deepest = 6;
const mostElements = 20_000;

const declaration = /\s*(?:<\?xml[^?<>]*\?>)?\s*/y;
const opening = /<([A-Za-z]{1,60})(?: xmlns="http:\/\/s3\.amazonaws\.com\/doc\/2006-03-01\/")?\s*(\/?)>/y;
const closing = /<\/([A-Za-z]{1,60})>/y;
const characters = /[^<>]+/y;

interface OpenElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads the little XML that S3's configurations are written in: elements and text, the namespace of S3 and no other attribute, no
 * comments, no instructions, no CDATA, no document type, no entities but the five and numbers. Whatever else it is, or deeper or longer than any
 * of them, throws `MalformedXML`. Takes time in proportion to the text.
 */
export function readXml(text: string): XmlElement {
  const open: OpenElement[] = [];
  let count = 0;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  const end = (element: XmlElement): XmlElement | null => {
    const parent = open.at(-1);
    if (parent === undefined) return element;
    parent.children.push(element);
    return null;
  };
  take(declaration);
  for (;;) {
    const start = take(opening);
    const [, name = '', isEmpty = ''] = start ?? [];
    let whole: XmlElement | null = null;
    if (start !== null) {
      count += 1;
      if (count > mostElements || open.length >= deepest) throw malformedXml();
      if (isEmpty === '') open.push({ name, children: [], text: '' });
      else whole = end({ name, text: '', children: [] });
    } else {
      const top = open.at(-1);
      if (top === undefined) throw malformedXml();
      const said = take(characters);
      const close = said === null ? take(closing) : null;
      if (said !== null) top.text += unescapeXml(said[0]);
      else if (close?.[1] !== top.name) throw malformedXml();
      else {
        open.pop();
        if (top.children.length > 0 && top.text.trim() !== '') throw malformedXml();
        whole = end(top.children.length > 0 ? { ...top, text: '' } : top);
      }
    }
    if (whole === null) continue;
    if (text.slice(at).trim() !== '') throw malformedXml();
    return whole;
  }
}

/** Text as it was meant. Throws `MalformedXML` for an entity that is none of the five and no number of a character. */
export function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&([^;&]{0,10})(;?)/g, (_, name: string, end: string) => {
    const plain = Object.hasOwn(named, name) ? named[name] : undefined;
    if (end === ';' && plain !== undefined) return plain;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const code =
      number === null ? Number.NaN : number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    if (end !== ';' || !isCharacter) throw malformedXml();
    return String.fromCodePoint(code);
  });
}

export function malformedXml(): S3Error {
  return new S3Error(400, 'MalformedXML', 'The request body is not the XML that this call takes.');
}
