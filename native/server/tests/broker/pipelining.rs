//! Random mixtures of requests, cut at random places, on several connections at once: every answer is foretold.
//! Repeat a run with `MILLRACE_SEED=n`.

use std::io::Write;
use std::thread;
use std::time::Duration;

use wire::codec::{Reader, Records};
use wire::generated::list_offsets::{ListOffsetsPartition, ListOffsetsRequest, ListOffsetsResponse, ListOffsetsTopic};

use crate::support::{
    Client, FetchRequestSpec, METADATA, Random, TestBroker, batch_of, produced, read_response, stored, write_produce,
};

const REQUESTS: usize = 250;
const CONNECTIONS: u64 = 4;
const PARTITIONS: i32 = 3;

/// What the client must read next.
enum Expected {
    Produced { version: i16, correlation_id: i32, base_offset: i64 },
    Refused { version: i16, correlation_id: i32 },
    Fetched { version: i16, correlation_id: i32, records: Vec<u8> },
    Latest { version: i16, correlation_id: i32, offset: i64 },
    Echo(Vec<u8>),
    ApiVersions { correlation_id: i32 },
}

/// One connection's script, and what its topic holds by then: nobody else writes to it.
struct Script<'a> {
    random: Random,
    client: &'a mut Client,
    topic: String,
    held: Vec<Vec<Vec<u8>>>,
    bytes: Vec<u8>,
    expected: Vec<Expected>,
}

impl Script<'_> {
    fn add_any(&mut self) {
        match self.random.below(10) {
            0..=3 => self.add_produce(),
            4..=6 => self.add_fetch(),
            7 => self.add_list_offsets(),
            8 => self.add_echo(),
            _ => {
                let (correlation_id, bytes) = self.client.prepare(18, 0, |_| {});
                self.bytes.extend(bytes);
                self.expected.push(Expected::ApiVersions { correlation_id });
            }
        }
    }

    fn size(&mut self) -> usize {
        match self.random.below(20) {
            0 => self.random.below(200_000),
            1..=4 => self.random.below(20_000),
            _ => self.random.below(300),
        }
    }

    fn add_produce(&mut self) {
        let version = 3 + self.random.below(11) as i16;
        let acks = [-1, 1, 0][self.random.below(3)];
        let partition = self.random.below(PARTITIONS as usize);
        let size = self.size();
        let mut batch = batch_of(size, self.random.next());
        let base_offset = self.held[partition].len() as i64;
        let refused = acks != 0 && self.random.below(10) == 0;
        if refused {
            *batch.last_mut().unwrap() ^= 0x55;
        } else {
            self.held[partition].push(stored(&batch, base_offset));
        }
        let topic = self.topic.clone();
        let (correlation_id, bytes) = self.client.prepare(0, version, |writer| {
            write_produce(writer, version, acks, &[(&topic, partition as i32, Records::Bytes(&batch))]);
        });
        self.bytes.extend(bytes);
        match acks {
            0 => {}
            _ if refused => self.expected.push(Expected::Refused { version, correlation_id }),
            _ => self.expected.push(Expected::Produced { version, correlation_id, base_offset }),
        }
    }

    fn add_fetch(&mut self) {
        let version = 4 + self.random.below(15) as i16;
        let partition = self.random.below(PARTITIONS as usize);
        let offset = self.random.below(self.held[partition].len() + 1);
        let behind = self.held[partition].get(offset..).unwrap_or_default().concat();
        let first = self.held[partition].get(offset).map_or(0, Vec::len);
        let limit = self.random.below(50_000);
        let length = behind.len().min(limit.max(first));
        // Some wait for bytes that are there already, or for a time that passes soon.
        let (min_bytes, max_wait_ms) = [(0, 0), (1, 5), (i32::MAX, 3)][self.random.below(3)];
        let request = FetchRequestSpec {
            partition_max_bytes: limit as i32,
            min_bytes,
            max_wait_ms,
            ..FetchRequestSpec::new(&[(&self.topic, partition as i32, offset as i64)]).version(version)
        };
        let (correlation_id, bytes) = self.client.prepare(1, version, |writer| request.write(writer));
        self.bytes.extend(bytes);
        self.expected.push(Expected::Fetched { version, correlation_id, records: behind[..length].to_vec() });
    }

    fn add_list_offsets(&mut self) {
        let version = 1 + self.random.below(11) as i16;
        let partition_index = self.random.below(PARTITIONS as usize) as i32;
        let partitions =
            vec![ListOffsetsPartition { partition_index, timestamp: -1, ..ListOffsetsPartition::default() }];
        let topics = vec![ListOffsetsTopic { name: &self.topic, partitions }];
        let request = ListOffsetsRequest { replica_id: -1, topics, ..ListOffsetsRequest::default() };
        let (correlation_id, bytes) = self.client.prepare(2, version, |writer| request.encode(writer, version));
        self.bytes.extend(bytes);
        let offset = self.held[partition_index as usize].len() as i64;
        self.expected.push(Expected::Latest { version, correlation_id, offset });
    }

    fn add_echo(&mut self) {
        let size = self.size();
        let (_, bytes) = self.client.prepare(METADATA, 1, |writer| writer.raw(&vec![0x3c; size]));
        self.expected.push(Expected::Echo(bytes[4..].to_vec()));
        self.bytes.extend(bytes);
    }
}

fn check(client: &mut Client, expected: Expected) {
    match expected {
        Expected::Produced { version, correlation_id, base_offset } => {
            let answer = produced(client, version, correlation_id).remove(0);
            assert_eq!((answer.error_code, answer.base_offset), (0, base_offset));
        }
        Expected::Refused { version, correlation_id } => {
            assert_eq!(produced(client, version, correlation_id)[0].error_code, 2);
        }
        Expected::Fetched { version, correlation_id, records } => {
            let fetched = read_response(client, version, correlation_id);
            assert_eq!((fetched.error_code, fetched.only().error_code), (0, 0));
            assert!(fetched.only().records == records, "{} for {}", fetched.only().records.len(), records.len());
        }
        Expected::Latest { version, correlation_id, offset } => {
            let body = client.receive_body(2, version, correlation_id);
            let response = ListOffsetsResponse::decode(&mut Reader::new(&body), version).unwrap();
            assert_eq!(response.topics[0].partitions[0].offset, offset);
        }
        Expected::Echo(frame) => assert!(client.receive() == frame),
        Expected::ApiVersions { correlation_id } => drop(client.receive_body(18, 0, correlation_id)),
    }
}

fn run(broker: &TestBroker, seed: u64) {
    let mut client = broker.connect();
    let mut script = Script {
        random: Random::new(seed),
        client: &mut client,
        topic: format!("topic-{seed}"),
        held: vec![Vec::new(); PARTITIONS as usize],
        bytes: Vec::new(),
        expected: Vec::new(),
    };
    broker.open(&script.topic, PARTITIONS);
    (0..REQUESTS).for_each(|_| script.add_any());
    let Script { mut random, bytes, expected, .. } = script;
    let mut writing = client.stream.try_clone().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let most = [3, 100, 5_000, 200_000][random.below(4)];
                let (piece, behind) = rest.split_at((1 + random.below(most)).min(rest.len()));
                writing.write_all(piece).unwrap();
                rest = behind;
                if random.below(20) == 0 {
                    thread::sleep(Duration::from_micros(random.next() % 500));
                }
            }
        });
        for (index, expected) in expected.into_iter().enumerate() {
            if index % 50 == 0 {
                // Now and then the replies pile up.
                thread::sleep(Duration::from_millis(2));
            }
            check(&mut client, expected);
        }
        client.expect_silence();
    });
}

#[test]
fn every_answer_comes_in_order() {
    let given = std::env::var("MILLRACE_SEED").ok().and_then(|seed| seed.parse().ok());
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let seed: u64 = given.unwrap_or(clock.as_nanos() as u64 % 1_000_000_000);
    println!("MILLRACE_SEED={seed}");
    let broker = TestBroker::start();
    thread::scope(|scope| {
        for connection in 0..CONNECTIONS {
            let broker = &broker;
            scope.spawn(move || run(broker, seed + connection));
        }
    });
}
