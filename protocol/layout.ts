// The typed description of one message layout, as parse.ts reads it and typescript.ts and rust.ts write it.
// Version ranges are inclusive; an empty range has `from > to`. Struct ranges are hulls: the versions in which
// some field that is present refers to the struct.

export interface Versions {
  readonly from: number;
  /** Infinity: every later version too. */
  readonly to: number;
}

export type ScalarName =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'float64'
  | 'uuid'
  | 'string'
  | 'bytes'
  | 'records';

export type ElementType =
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  | { readonly kind: 'struct'; readonly name: string };
export type FieldType = ElementType | { readonly kind: 'array'; readonly element: ElementType };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly versions: Versions;
  readonly nullable: Versions;
  /** The tag number where the field is tagged in `tagged`; null where it never is. */
  readonly tag: number | null;
  readonly tagged: Versions;
  /** The default as written in the layout; null where none is written. */
  readonly defaultText: string | null;
  readonly ignorable: boolean;
  /** Compact lengths are never used, although the message is flexible (the client id of the request header). */
  readonly neverFlexible: boolean;
}

export interface Struct {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly versions: Versions;
  /** The message itself is its first struct. */
  readonly isMessage: boolean;
}

export type MessageKind =
  | 'request'
  | 'response'
  | 'header'
  | 'metadata'
  | 'coordinator-key'
  | 'coordinator-value'
  | 'data';

export interface Message {
  readonly kind: MessageKind;
  readonly name: string;
  readonly versions: Versions;
  readonly flexible: Versions;
  /** API key of a request or response, record type of a metadata or coordinator record. */
  readonly key: number | null;
  /** Kafka does not advertise the last version unless told to. */
  readonly latestVersionUnstable: boolean;
  /** The message first, then every struct in order of appearance. */
  readonly structs: readonly Struct[];
}

/** One file of layouts: the messages of one API, or one record. */
export interface LayoutFile {
  /** Path below protocol/messages, with forward slashes. */
  readonly path: string;
  readonly messages: readonly Message[];
}
