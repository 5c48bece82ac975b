// The real data that the demo sends through the broker: files of the npm package vega-datasets, one topic each, and
// what is counted of them. Called by the producer, which sends the records as they stand in the file, by the members
// of the group, which see them again as JSON, and by the check, which reads the file a second time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What one record adds: to which line of the table, and how much. */
export interface Observation {
  group: string;
  value: number;
}

export interface Dataset {
  file: string;
  topic: string;
  /** Heads the table: `flights by origin airport`. */
  heading: string;
  /** What the groups are: `airports`. */
  groups: string;
  /** What is told of each group beside its count. */
  figure: 'mean' | 'max';
  /** Heads the column of the figure. */
  figureName: string;
  read(): object[];
  observe(record: object): Observation;
}

export type Size = 'full' | 'smoke';

interface Flight {
  origin: string;
  delay: number;
}

interface Departure {
  /** Hours since midnight. */
  time: number;
  delay: number;
}

interface Earthquake {
  properties: { place: string; mag: number };
}

/** The files stand beside the folder of the package's code. */
const folder = join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '../data');

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

function flights(file: string): Dataset {
  return {
    file,
    topic: 'flights',
    heading: 'flights by airport',
    groups: 'airports',
    figure: 'mean',
    figureName: 'delay',
    read: () => readJson(file) as Flight[],
    observe: (record) => {
      const { origin, delay } = record as Flight;
      return { group: origin, value: delay };
    },
  };
}

const departures: Dataset = {
  file: 'flights-200k.json',
  topic: 'departures',
  heading: 'departures by hour',
  groups: 'hours',
  figure: 'mean',
  figureName: 'delay',
  read: () => readJson('flights-200k.json') as Departure[],
  observe: (record) => {
    const { time, delay } = record as Departure;
    return { group: `${String(Math.floor(time)).padStart(2, '0')} h`, value: delay };
  },
};

const earthquakes: Dataset = {
  file: 'earthquakes.json',
  topic: 'earthquakes',
  heading: 'earthquakes by region',
  groups: 'regions',
  figure: 'max',
  figureName: 'max',
  read: () => (readJson('earthquakes.json') as { features: Earthquake[] }).features,
  observe: (record) => {
    const { place, mag } = (record as Earthquake).properties;
    return { group: place.slice(place.lastIndexOf(',') + 1).trim(), value: mag };
  },
};

/** The files of a size do not overlap: flights-2k to -20k are samples of one another, so there is one of them. */
export function datasetsOf(size: Size): Dataset[] {
  return size === 'smoke'
    ? [flights('flights-2k.json'), earthquakes]
    : [flights('flights-20k.json'), departures, earthquakes];
}
