/**
 * Causes of failed requests to refresh URLs in a CDN.
 * Source: https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-refreshobjectcaches
 */
import { type CdnKind, refreshPolicy, refreshRamAction } from '../../service/cdn.ts'
import { type AnyRequest, type Cause, type Failure, says, withYaml } from './cause.ts'

export interface CdnRequest extends AnyRequest {
  readonly kind: CdnKind
  /** Host of the URLs that were to be refreshed. */
  readonly domain: string
}

const CODE =
  (pattern: RegExp) =>
  ({ facts }: Failure<AnyRequest>) =>
    pattern.test(facts.serviceCode ?? '')

export const CDN_CAUSES: readonly Cause<CdnRequest>[] = [
  {
    code: 'cdn-clock-skew',
    fault: 'clock',
    when: CODE(/^(InvalidTimeStamp|IllegalTimestamp|InvalidDate|SignatureDateExpired)/i),
    message: ({ request }) => `The runner's clock and the clock of ${request.host} differ by more than 15 minutes`,
    remedy: () => 'Set the clock of the runner (NTP).',
  },
  {
    code: 'cdn-session-expired',
    fault: 'credentials',
    when: CODE(/^InvalidSecurityToken\.Expired/),
    message: ({ request }) => `The temporary credentials had expired when ${request.host} saw them`,
    remedy: () => 'Hand fresh credentials to the step, or let it mint them: `role-to-assume`.',
  },
  {
    code: 'cdn-key-refused',
    fault: 'permanent',
    when: CODE(/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/),
    message: ({ request, facts }) =>
      `${request.host} does not accept the credentials of the step (${facts.serviceCode})`,
    remedy: () =>
      'The CDN is asked with the credentials that upload: both have to be of one account. Check access key and secret.',
  },
  {
    code: 'cdn-quota',
    fault: 'permanent',
    when: CODE(/^QuotaExceeded/),
    message: ({ request }) => `The quota of ${request.kind.toUpperCase()} for refreshing URLs is used up for today`,
    remedy: () =>
      'It is reset at midnight (UTC+8), and can be raised in the console. Names with a version in them need no refresh.',
  },
  {
    code: 'cdn-busy',
    fault: 'busy',
    when: (failure) =>
      CODE(
        /^(QuotaPerMinuteExceeded|Throttling|TooMany|ServiceUnavailable|InternalError|ServiceBusy|PreloadQueueFull)/,
      )(failure) ||
      failure.facts.status === 429 ||
      (failure.facts.status ?? 0) >= 500,
    message: ({ request, facts }) =>
      `${request.host} accepts no more calls for now (${facts.serviceCode ?? `HTTP ${facts.status}`})`,
    remedy: () => 'Something else of this account refreshes too. Run the step again: nothing is sent again.',
  },
  {
    code: 'cdn-domain',
    fault: 'permanent',
    when: says(
      'IllegalOperation',
      'InvalidDomain.NotFound',
      'Domain.NotFound',
      'SiteNotFound',
      'InvalidParameter.SiteId',
    ),
    message: ({ request }) => `${request.domain} is not a domain of this account in ${request.kind.toUpperCase()}`,
    remedy: ({ request }) =>
      `Check \`public-url\`, which names the domain, and which service is in front of the bucket (\`cdn\`, \`dcdn\` or \`esa\`).${request.kind === 'esa' ? ` The site can be named:${withYaml('cdn-refresh: esa:<site ID>')}` : ''}`,
  },
  {
    code: 'cdn-denied',
    fault: 'denied',
    when: ({ facts }) =>
      facts.status === 403 ||
      /^(Forbidden|NoPermission|AccessDenied|Operation\.?Denied)/i.test(facts.serviceCode ?? ''),
    message: ({ request }) =>
      `The credentials may not refresh ${request.kind.toUpperCase()}: ${refreshRamAction(request.kind)} is denied`,
    remedy: ({ request }) => `Attach this policy to the RAM user or role:\n${refreshPolicy(request.kind)}`,
  },
]
