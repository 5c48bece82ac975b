// PRODUCER_FENCED is younger than the APIs that answer it: clients of before are told INVALID_PRODUCER_EPOCH.
import { ErrorCode } from '../wire/error-code.ts';

export function fencedFrom(versionMin: number, apiVersion: number, errorCode: number): number {
  const isUnknown = errorCode === ErrorCode.PRODUCER_FENCED && apiVersion < versionMin;
  return isUnknown ? ErrorCode.INVALID_PRODUCER_EPOCH : errorCode;
}
