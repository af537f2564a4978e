import { expect, it } from 'vitest';
import { fault, faultProblem } from '../../core/day/chain.ts';
import { chainFaultKinds } from '../../core/day/chain-report.ts';
import { languages } from '../../core/language.ts';
import { managerDayMessages } from '../../messages/manager/day.ts';
import { problemText } from '../../messages/problem-text.ts';

it.each(chainFaultKinds)('%s is a word of its own and a sentence of its own on the page, in every language', (kind) => {
  for (const language of languages) {
    const others = chainFaultKinds.filter((other) => other !== kind);
    const word = managerDayMessages[language][`fault-${kind}`];
    expect(word).not.toBe('');
    for (const other of others) expect(managerDayMessages[language][`fault-${other}`]).not.toBe(word);
    const saidOf = (of: typeof kind) => problemText(language, faultProblem(fault(of, 'chain/000001.json'))).what;
    const said = saidOf(kind);
    expect(said).toContain('chain/000001.json');
    if (language !== 'en')
      expect(said).not.toBe(problemText('en', faultProblem(fault(kind, 'chain/000001.json'))).what);
    for (const other of others) expect(saidOf(other)).not.toBe(said);
  }
});
