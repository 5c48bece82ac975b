import { expect, it } from 'vitest';
import type { DirectoryFacts } from './check-directory.ts';
import { identityOf } from './directory-identity.ts';
import { reportOf } from './report.ts';

const facts: DirectoryFacts = {
  directory: '/data',
  identity: identityOf('#\nversion=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qk\nnode.id=7\n'),
  wasClean: false,
  metadataOffset: 12n,
  topics: [{ name: 'events', partitionCount: 3, configCount: 1 }],
  findings: [{ kind: 'notice', text: 'events-0 recovered: cut 9 bytes off the end' }],
};

it('says what is there, and that it can be taken over', () => {
  const { text, isReady } = reportOf(facts);
  expect(isReady).toBe(true);
  expect(text.split('\n')).toEqual([
    '/data',
    '  meta.properties version 1: cluster MkU3OEVBNTcwNTJENDM2Qk, node 7',
    '  its last broker did not stop cleanly: logs are checked',
    '  the metadata log can be read, up to offset 12',
    '  1 topic with 3 partitions',
    '    events: 3 partitions, 1 own setting',
    '  notice  events-0 recovered: cut 9 bytes off the end',
    'Millrace can take this directory over as it is. Nothing was changed.',
    '',
  ]);
});

it('refuses a directory with one problem', () => {
  const { text, isReady } = reportOf({ ...facts, findings: [{ kind: 'problem', text: 'a file is gone' }] });
  expect(isReady).toBe(false);
  expect(text).toContain('  PROBLEM  a file is gone\n');
});

it.each([
  ['version=0\nbroker.id = 3\ncluster.id : a\\=b\n', { version: '0', nodeId: 3, clusterId: 'a=b' }],
  ['cluster.id=a\nnode.id=x\n', null],
  ['version=1\nnode.id=1\n', null],
  ['', null],
])('reads meta.properties %j', (text, expected) => {
  if (expected === null) expect(identityOf(text)).toBeNull();
  else expect(identityOf(text)).toMatchObject(expected);
});
