/** Causes: the service is there and cannot take more for now. All of them are retried. */
import { type AnyRequest, type Cause, says } from './cause.ts'

export const SERVICE_CAUSES: readonly Cause<AnyRequest>[] = [
  {
    code: 'bandwidth-limit',
    fault: 'busy',
    when: says('UploadTrafficRateLimitExceeded', 'DownloadTrafficRateLimitExceeded'),
    message: () => "The account's bandwidth at OSS is used up",
    remedy: () =>
      'Publish at another time, or ask Alibaba Cloud for a higher limit (5 to 10 Gbit/s an account are usual).',
  },
  {
    code: 'request-rate-limit',
    fault: 'busy',
    when: (failure) =>
      failure.facts.status === 429 ||
      /^(Qps|TotalQps|MetaOperationQps|ActiveRequest|Cpu)LimitExceeded$|^SlowDown$|^Throttling/.test(
        failure.facts.serviceCode ?? '',
      ),
    message: ({ request }) => `${request.host} limits how many requests it takes from this account`,
    remedy: () =>
      'Use fewer and larger requests: `concurrency: 4`, `part-size: 32MiB`; or ask Alibaba Cloud for a higher limit.',
  },
  {
    code: 'service-busy',
    fault: 'busy',
    // Complete may answer 200 and say in its body that it could not.
    when: (failure) =>
      says('InternalError', 'ServiceUnavailable', 'OperationAborted')(failure) ||
      (failure.facts.status ?? 0) >= 500 ||
      failure.facts.status === 408,
    message: ({ request, facts }) =>
      `${request.host} could not take ${request.operation} (${facts.serviceCode ?? `HTTP ${facts.status}`})`,
    remedy: () => 'It was busy or broken for too long; run the step again later.',
  },
]
