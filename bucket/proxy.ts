import { BlockList, isIP } from 'node:net';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy on the way to a store. */
export interface HttpProxy {
  /** What Node's agents read (`proxyEnv`): one variable, decided here. */
  readonly url: string;
  /** The same without user name and password: what people may read. */
  readonly shown: string;
}

/**
 * The proxy that the environment names for `endpoint` (an https URL), or null for none: `https_proxy`, `HTTPS_PROXY`, then `all_proxy` and
 * `ALL_PROXY`, unless `no_proxy` or `NO_PROXY` names the host, as curl reads them. This computer itself is never reached through a
 * proxy. Problem code `settings-proxy`: a proxy is named that cannot be used. Going around it silently would send requests where the
 * office did not want them.
 */
export function proxyFor(endpoint: string, env: Environment): Result<HttpProxy | null> {
  const { hostname, port } = new URL(endpoint);
  if (isThisComputer(hostname) || isExempt(hostname, port === '' ? '443' : port, variable(env, 'no_proxy') ?? ''))
    return ok(null);
  const name = (['https_proxy', 'all_proxy'] as const).find((each) => variable(env, each) !== undefined);
  const given = name === undefined ? undefined : variable(env, name);
  if (name === undefined || given === undefined) return ok(null);
  const text = given.includes('://') ? given : `http://${given}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHttp = url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
  // The value may hold a password: only its kind is named.
  if (!isHttp) return fail(unusable(name.toUpperCase(), url?.protocol ?? null));
  return ok({ url: url.href, shown: url.origin });
}

/** Small letters first, as curl does. Empty counts as not set. */
function variable(env: Environment, name: string): string | undefined {
  return [env[name], env[name.toUpperCase()]].map((value) => value?.trim()).find((value) => value);
}

function isThisComputer(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

/**
 * Names of hosts and of domains with or without a dot or `*.` before them, addresses however they are written, and ranges of them
 * (`10.0.0.0/8`, `fd00::/8`), each with or without a port (beside a range or a bare IPv6 address there is none), and `*` for all.
 */
function isExempt(hostname: string, port: string, list: string): boolean {
  const host = bare(hostname);
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const [, name = '', wanted] = /^(.*?)(?::(\d{1,5}))?$/.exec(/^[^[]*:.*:/.test(entry) ? `[${entry}]` : entry) ?? [];
    const given = bare(name);
    if (wanted !== undefined && wanted !== port) return false;
    if (isIP(host) !== 0) return holds(given, host);
    const domain = given.replace(/^\*?\./, '');
    return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
  });
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** Whether `range`, an address or a range of them, holds the address `host`. */
function holds(range: string, host: string): boolean {
  const [base = '', bits] = range.replace(/\](?=\/)/, '').split('/', 2);
  const version = isIP(base);
  if (version === 0 || version !== isIP(host)) return false;
  const whole = version === 4 ? 32 : 128;
  const length = bits === undefined ? whole : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (!(length <= whole)) return false;
  const held = new BlockList();
  const family = version === 4 ? 'ipv4' : 'ipv6';
  held.addSubnet(base, length, family);
  return held.check(host, family);
}

function unusable(name: string, protocol: string | null) {
  return protocol === null
    ? problem('settings-proxy', { name })
    : problem('settings-proxy-kind', { name, protocol: protocol.slice(0, 20) });
}
