// What every generated codec is, and what it throws when a value does not fit the version it is written in.
// Handlers, coordinators and the metadata log reach messages only through a MessageCodec.

import { ApiKey } from './api-key.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export interface MessageCodec<T> {
  readonly name: string;
  /** API key of a request or response, record type of a metadata or coordinator record; null for other data. */
  readonly apiKey: number | null;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** Kafka advertises `maxVersion` only where unstable versions are enabled. */
  readonly latestVersionUnstable: boolean;
  /** The first version with compact lengths and tagged fields; Infinity where there is none. */
  readonly flexibleFrom: number;
  /** Reads one message from the reader's position. Throws DecodeError or UnsupportedVersionError. */
  read(reader: Reader, version: number): T;
  /** Throws UnsupportedVersionError where `version` cannot carry the value, RangeError where a number does not fit. */
  write(writer: Writer, version: number, value: T): void;
}

/** The version of the header in front of a request. */
export function requestHeaderVersion(request: MessageCodec<unknown>, version: number): number {
  return version >= request.flexibleFrom ? 2 : 1;
}

/**
 * The version of the header in front of a response. That of ApiVersions never has tagged fields, since a client
 * reads it before it knows what the broker speaks.
 */
export function responseHeaderVersion(response: MessageCodec<unknown>, version: number): number {
  return version >= response.flexibleFrom && response.apiKey !== ApiKey.API_VERSIONS ? 1 : 0;
}

/** The version does not exist, or lacks a field that is set and may not be left out (Kafka's class of this name). */
export class UnsupportedVersionError extends Error {
  override readonly name = 'UnsupportedVersionError';
}

export function unsupportedVersion(message: string, version: number): UnsupportedVersionError {
  return new UnsupportedVersionError(`${message} has no version ${version}`);
}

export function unsupportedField(field: string, version: number): UnsupportedVersionError {
  return new UnsupportedVersionError(`${field} is set, but version ${version} does not carry it`);
}

export function nullInVersion(field: string, version: number): UnsupportedVersionError {
  return new UnsupportedVersionError(`${field} is null, but version ${version} has no null there`);
}
