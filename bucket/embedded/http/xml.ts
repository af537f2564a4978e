/** A piece of XML that is already escaped. */
export type Xml = { readonly xml: string };

/** An element with text, or with elements, inside. Text is escaped here and nowhere else. */
export function element(name: string, content: string | number | boolean | readonly Xml[]): Xml {
  const inner = typeof content === 'object' ? content.map((each) => each.xml).join('') : escapeXml(String(content));
  return { xml: `<${name}>${inner}</${name}>` };
}

export function xmlDocument(name: string, content: readonly Xml[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content).xml}`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"'\u0000-\u001f\u007f]/g, (character) => {
    const named: Readonly<Record<string, string>> = {
      '&': '&amp;',
      '<': '&lt;',
      '>': '&gt;',
      '"': '&quot;',
      "'": '&apos;',
    };
    return named[character] ?? `&#${character.charCodeAt(0)};`;
  });
}
