// `npm run test:platform -- NAME [arguments of cargo test]`: the tests of Rust, compiled for a platform and run as its
// programs are on Linux x64 (foreign.mjs). Those of the crate `binding` need Node around them and are left out.

import { orExit, say } from '../build.mjs';
import { cargoFor, runCargo } from './cargo.mjs';
import { runnerOf } from './foreign.mjs';
import { platformsNamed } from './platforms.mjs';

/**
 * Wine 8 neither replaces a file that is open nor lets its name and folder go, as Windows has done since version 10. Those
 * of compaction look at a checkpoint all the time, which is then not replaced.
 */
const NOT_UNDER_WINE = [
  'storage::contract_tests::names_come_move_and_go',
  'retention_tests::a_reader_goes_on_and_files_go_later_or_at_the_next_start',
  'log_copy::tests::a_log_that_grows_is_copied_to_the_last_byte',
  'directories::a_directory_that_fails_takes_its_partitions_offline_and_no_others',
  'directories::without_a_directory_left_the_broker_stops',
  'compaction::dirty_logs_are_cleaned_and_clients_find_the_last_records',
  'compaction::a_log_that_cannot_be_cleaned_is_told_of_once_and_served_on',
  'compaction::another_backoff_holds_at_once',
  'compaction::the_rate_bounds_all_threads_together',
  'compaction::retention_and_the_cleaner_share_a_log',
];
const EVERYTHING = ['--workspace', '--exclude', 'binding', '--lib', '--tests', '--no-fail-fast'];

/** The arguments for cargo and, behind `--`, for each program. */
function argumentsFor(given, isUnderWine) {
  const split = given.includes('--') ? given.indexOf('--') : given.length;
  const [forCargo, forPrograms] = [given.slice(0, split), given.slice(split + 1)];
  const areChosen = forCargo.some((argument) => /^(-p|--package|--workspace)$/.test(argument));
  const left = isUnderWine ? NOT_UNDER_WINE.flatMap((name) => ['--skip', name]) : [];
  return [...(areChosen ? [] : EVERYTHING), ...forCargo, '--', ...forPrograms, ...left];
}

orExit(() => {
  const [name, ...given] = process.argv.slice(2);
  const [platform] = platformsNamed(name === undefined ? [] : [name]);
  const { command, env } = runnerOf(platform);
  const cargo = cargoFor(platform);
  const runner = `CARGO_TARGET_${cargo.target.toUpperCase().replaceAll('-', '_')}_RUNNER`;
  const around = command.length === 0 ? env : { ...env, [runner]: command.join(' ') };
  const isUnderWine = command[0] === 'wine';
  say(`testing ${name}`);
  if (isUnderWine) say(`left out, because wine cannot do it: ${NOT_UNDER_WINE.join(', ')}`);
  runCargo(
    cargo,
    ['test', ...argumentsFor(given, isUnderWine)],
    `Tests of ${name} failed; which ones is above.`,
    around,
  );
});
