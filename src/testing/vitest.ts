// The fixture for vitest (3.2 or newer).
//
//   import { kafkaTest } from 'millrace/testing/vitest';
//   const test = kafkaTest({ topics: { orders: 3 } });
//   test('…', async ({ kafka }) => { … kafka.bootstrapServers … });
import { type TestAPI, test as vitestTest } from 'vitest';
import { FixtureBroker, failureText, type KafkaFixtureOptions } from './fixture.ts';
import type { TestBroker } from './test-broker.ts';

export type { KafkaFixtureOptions };

export interface KafkaFixtures {
  /** A broker as new. When the test fails its message shows what the broker holds. */
  kafka: TestBroker;
}

type Use<T> = (value: T) => Promise<void>;

/** What a fixture sees of the test that it is for. */
interface Task {
  readonly concurrent?: boolean | undefined;
  readonly result?:
    | { readonly state: string; readonly errors?: { message: string; stack?: string | undefined }[] | undefined }
    | undefined;
}

/** vitest's `test`, whose tests have a broker. Throws one sentence where the options are none. */
export function kafkaTest(options: KafkaFixtureOptions = {}): TestAPI<KafkaFixtures> {
  const { per } = new FixtureBroker(options);
  const key = Symbol('kafkaTest');
  return vitestTest.extend<KafkaFixtures & { kafkaOfFile: FileBrokers }>({
    kafkaOfFile: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture depends on
      async ({}, use: Use<FileBrokers>) => {
        const brokers = new FileBrokers();
        await use(brokers);
        await brokers.close();
      },
      { scope: 'file' },
    ],
    kafka: async ({ kafkaOfFile, task }: { kafkaOfFile: FileBrokers; task: Task }, use: Use<TestBroker>) => {
      if (per === 'file' && task.concurrent === true) {
        throw new Error("tests that run concurrently need a broker each: kafkaTest({ per: 'test' })");
      }
      const fixture = per === 'file' ? kafkaOfFile.of(key, options) : new FixtureBroker(options);
      const broker = await fixture.begin();
      await use(broker);
      await tellFailure(broker, task);
      await fixture.end();
    },
  }) as unknown as TestAPI<KafkaFixtures>;
}

/**
 * The brokers of one test file, one for each `kafkaTest` in it: vitest 3 gives all of them the same value of a fixture
 * of that name and scope, the current one gives each its own.
 */
class FileBrokers {
  readonly #fixtures = new Map<symbol, FixtureBroker>();

  of(key: symbol, options: KafkaFixtureOptions): FixtureBroker {
    const fixture = this.#fixtures.get(key) ?? new FixtureBroker(options);
    this.#fixtures.set(key, fixture);
    return fixture;
  }

  async close(): Promise<void> {
    for (const fixture of this.#fixtures.values()) await fixture.close();
  }
}

/** With a broker for the tests of each file. */
export const test: TestAPI<KafkaFixtures> = kafkaTest();

async function tellFailure(broker: TestBroker, { result }: Task): Promise<void> {
  const error = result?.state === 'fail' ? result.errors?.at(-1) : undefined;
  if (error === undefined) return;
  const text = await failureText(broker, error.message);
  if (text === null) return;
  const message = `${error.message}\n\n${text}`;
  // Some reporters print the one, some the other.
  error.stack = error.stack?.replace(error.message, () => message);
  error.message = message;
}
