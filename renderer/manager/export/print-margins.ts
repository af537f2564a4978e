import { useEffect } from 'react';

/** What stands in the margins of every printed page, beside its number. */
export interface PrintMargins {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
}

/** While the page is shown, whatever prints it: the export's own button, or the browser's menu. */
export function usePrintMargins({ topLeft, topRight, bottomLeft }: PrintMargins): void {
  useEffect(() => {
    // A sheet made by script: what stands in it is not known before, and the policy refuses style
    // elements.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(marginRules({ topLeft, topRight, bottomLeft }));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [topLeft, topRight, bottomLeft]);
}

export function marginRules({ topLeft, topRight, bottomLeft }: PrintMargins): string {
  const box = (place: string, content: string) =>
    `@${place} { content: ${content}; font: 9px system-ui, sans-serif; color: #5d6167; }`;
  return `@page {
    margin: 18mm 14mm 16mm;
    ${box('top-left', quoted(topLeft))}
    ${box('top-right', quoted(topRight))}
    ${box('bottom-left', quoted(bottomLeft))}
    ${box('bottom-right', 'counter(page) " / " counter(pages)')}
  }`;
}

/** As a string of CSS: a name is other people's words, and nothing in it ends the string. */
function quoted(text: string): string {
  const safe = text.replaceAll(/[^\p{L}\p{N} .,:;·–-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `);
  return `"${safe}"`;
}
