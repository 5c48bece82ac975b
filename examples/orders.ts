// What the order services of all examples do, whichever client they are written with: for each order in `orders` they
// charge a card and write an invoice into `invoices`, together with the offset of the order in one transaction.
// What cannot be read goes to `orders.dead-letter`. What fails is tried again.

export const TOPICS = { orders: 'orders', invoices: 'invoices', deadLetters: 'orders.dead-letter' } as const;

export interface Order {
  readonly id: string;
  readonly cents: number;
}

export interface OrderServiceOptions {
  readonly bootstrapServers: string;
  readonly groupId: string;
  /** One for each running instance. */
  readonly transactionalId: string;
  /** Rejects when the payment has not gone through. */
  readonly charge: (order: Order) => Promise<void>;
  /** For tests that let an instance fail between its writes and the commit. */
  readonly beforeCommit?: (order: Order) => Promise<void>;
}

export interface OrderService {
  stop(): Promise<void>;
}

/** Throws where the text is no order: it never will be one, however often it is tried. */
export function orderOf(text: string): Order {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'id' in value && 'cents' in value) {
    const { id, cents } = value;
    if (typeof id === 'string' && typeof cents === 'number') return { id, cents };
  }
  throw new Error('an order has an id and cents');
}

/** What an order becomes; null: it is poison. */
export function parsed(text: string): { order: Order } | { order: null; reason: string } {
  try {
    return { order: orderOf(text) };
  } catch (error) {
    return { order: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

export function invoiceOf({ id, cents }: Order): string {
  return JSON.stringify({ order: id, cents });
}
