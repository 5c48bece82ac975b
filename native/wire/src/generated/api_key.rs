// Generated from protocol/messages by `npm run generate`: change that, not this file.

/// Kafka's API keys.
pub struct ApiKey;

impl ApiKey {
    pub const PRODUCE: i16 = 0;
    pub const FETCH: i16 = 1;
    pub const LIST_OFFSETS: i16 = 2;
    pub const METADATA: i16 = 3;
    pub const OFFSET_COMMIT: i16 = 8;
    pub const OFFSET_FETCH: i16 = 9;
    pub const FIND_COORDINATOR: i16 = 10;
    pub const JOIN_GROUP: i16 = 11;
    pub const HEARTBEAT: i16 = 12;
    pub const LEAVE_GROUP: i16 = 13;
    pub const SYNC_GROUP: i16 = 14;
    pub const DESCRIBE_GROUPS: i16 = 15;
    pub const LIST_GROUPS: i16 = 16;
    pub const SASL_HANDSHAKE: i16 = 17;
    pub const API_VERSIONS: i16 = 18;
    pub const CREATE_TOPICS: i16 = 19;
    pub const DELETE_TOPICS: i16 = 20;
    pub const DELETE_RECORDS: i16 = 21;
    pub const INIT_PRODUCER_ID: i16 = 22;
    pub const OFFSET_FOR_LEADER_EPOCH: i16 = 23;
    pub const ADD_PARTITIONS_TO_TXN: i16 = 24;
    pub const ADD_OFFSETS_TO_TXN: i16 = 25;
    pub const END_TXN: i16 = 26;
    pub const WRITE_TXN_MARKERS: i16 = 27;
    pub const TXN_OFFSET_COMMIT: i16 = 28;
    pub const DESCRIBE_ACLS: i16 = 29;
    pub const CREATE_ACLS: i16 = 30;
    pub const DELETE_ACLS: i16 = 31;
    pub const DESCRIBE_CONFIGS: i16 = 32;
    pub const ALTER_CONFIGS: i16 = 33;
    pub const ALTER_REPLICA_LOG_DIRS: i16 = 34;
    pub const DESCRIBE_LOG_DIRS: i16 = 35;
    pub const SASL_AUTHENTICATE: i16 = 36;
    pub const CREATE_PARTITIONS: i16 = 37;
    pub const CREATE_DELEGATION_TOKEN: i16 = 38;
    pub const RENEW_DELEGATION_TOKEN: i16 = 39;
    pub const EXPIRE_DELEGATION_TOKEN: i16 = 40;
    pub const DESCRIBE_DELEGATION_TOKEN: i16 = 41;
    pub const DELETE_GROUPS: i16 = 42;
    pub const ELECT_LEADERS: i16 = 43;
    pub const INCREMENTAL_ALTER_CONFIGS: i16 = 44;
    pub const ALTER_PARTITION_REASSIGNMENTS: i16 = 45;
    pub const LIST_PARTITION_REASSIGNMENTS: i16 = 46;
    pub const OFFSET_DELETE: i16 = 47;
    pub const DESCRIBE_CLIENT_QUOTAS: i16 = 48;
    pub const ALTER_CLIENT_QUOTAS: i16 = 49;
    pub const DESCRIBE_USER_SCRAM_CREDENTIALS: i16 = 50;
    pub const ALTER_USER_SCRAM_CREDENTIALS: i16 = 51;
    pub const VOTE: i16 = 52;
    pub const BEGIN_QUORUM_EPOCH: i16 = 53;
    pub const END_QUORUM_EPOCH: i16 = 54;
    pub const DESCRIBE_QUORUM: i16 = 55;
    pub const ALTER_PARTITION: i16 = 56;
    pub const UPDATE_FEATURES: i16 = 57;
    pub const ENVELOPE: i16 = 58;
    pub const FETCH_SNAPSHOT: i16 = 59;
    pub const DESCRIBE_CLUSTER: i16 = 60;
    pub const DESCRIBE_PRODUCERS: i16 = 61;
    pub const BROKER_REGISTRATION: i16 = 62;
    pub const BROKER_HEARTBEAT: i16 = 63;
    pub const UNREGISTER_BROKER: i16 = 64;
    pub const DESCRIBE_TRANSACTIONS: i16 = 65;
    pub const LIST_TRANSACTIONS: i16 = 66;
    pub const ALLOCATE_PRODUCER_IDS: i16 = 67;
    pub const CONSUMER_GROUP_HEARTBEAT: i16 = 68;
    pub const CONSUMER_GROUP_DESCRIBE: i16 = 69;
    pub const CONTROLLER_REGISTRATION: i16 = 70;
    pub const GET_TELEMETRY_SUBSCRIPTIONS: i16 = 71;
    pub const PUSH_TELEMETRY: i16 = 72;
    pub const ASSIGN_REPLICAS_TO_DIRS: i16 = 73;
    pub const LIST_CONFIG_RESOURCES: i16 = 74;
    pub const DESCRIBE_TOPIC_PARTITIONS: i16 = 75;
    pub const SHARE_GROUP_HEARTBEAT: i16 = 76;
    pub const SHARE_GROUP_DESCRIBE: i16 = 77;
    pub const SHARE_FETCH: i16 = 78;
    pub const SHARE_ACKNOWLEDGE: i16 = 79;
    pub const ADD_RAFT_VOTER: i16 = 80;
    pub const REMOVE_RAFT_VOTER: i16 = 81;
    pub const UPDATE_RAFT_VOTER: i16 = 82;
    pub const INITIALIZE_SHARE_GROUP_STATE: i16 = 83;
    pub const READ_SHARE_GROUP_STATE: i16 = 84;
    pub const WRITE_SHARE_GROUP_STATE: i16 = 85;
    pub const DELETE_SHARE_GROUP_STATE: i16 = 86;
    pub const READ_SHARE_GROUP_STATE_SUMMARY: i16 = 87;
    pub const STREAMS_GROUP_HEARTBEAT: i16 = 88;
    pub const STREAMS_GROUP_DESCRIBE: i16 = 89;
    pub const DESCRIBE_SHARE_GROUP_OFFSETS: i16 = 90;
    pub const ALTER_SHARE_GROUP_OFFSETS: i16 = 91;
    pub const DELETE_SHARE_GROUP_OFFSETS: i16 = 92;

    /// The name of an API, as `CreateTopics`; none where Kafka does not know the key.
    pub fn name(api_key: i16) -> Option<&'static str> {
        Some(match api_key {
            0 => "Produce",
            1 => "Fetch",
            2 => "ListOffsets",
            3 => "Metadata",
            8 => "OffsetCommit",
            9 => "OffsetFetch",
            10 => "FindCoordinator",
            11 => "JoinGroup",
            12 => "Heartbeat",
            13 => "LeaveGroup",
            14 => "SyncGroup",
            15 => "DescribeGroups",
            16 => "ListGroups",
            17 => "SaslHandshake",
            18 => "ApiVersions",
            19 => "CreateTopics",
            20 => "DeleteTopics",
            21 => "DeleteRecords",
            22 => "InitProducerId",
            23 => "OffsetForLeaderEpoch",
            24 => "AddPartitionsToTxn",
            25 => "AddOffsetsToTxn",
            26 => "EndTxn",
            27 => "WriteTxnMarkers",
            28 => "TxnOffsetCommit",
            29 => "DescribeAcls",
            30 => "CreateAcls",
            31 => "DeleteAcls",
            32 => "DescribeConfigs",
            33 => "AlterConfigs",
            34 => "AlterReplicaLogDirs",
            35 => "DescribeLogDirs",
            36 => "SaslAuthenticate",
            37 => "CreatePartitions",
            38 => "CreateDelegationToken",
            39 => "RenewDelegationToken",
            40 => "ExpireDelegationToken",
            41 => "DescribeDelegationToken",
            42 => "DeleteGroups",
            43 => "ElectLeaders",
            44 => "IncrementalAlterConfigs",
            45 => "AlterPartitionReassignments",
            46 => "ListPartitionReassignments",
            47 => "OffsetDelete",
            48 => "DescribeClientQuotas",
            49 => "AlterClientQuotas",
            50 => "DescribeUserScramCredentials",
            51 => "AlterUserScramCredentials",
            52 => "Vote",
            53 => "BeginQuorumEpoch",
            54 => "EndQuorumEpoch",
            55 => "DescribeQuorum",
            56 => "AlterPartition",
            57 => "UpdateFeatures",
            58 => "Envelope",
            59 => "FetchSnapshot",
            60 => "DescribeCluster",
            61 => "DescribeProducers",
            62 => "BrokerRegistration",
            63 => "BrokerHeartbeat",
            64 => "UnregisterBroker",
            65 => "DescribeTransactions",
            66 => "ListTransactions",
            67 => "AllocateProducerIds",
            68 => "ConsumerGroupHeartbeat",
            69 => "ConsumerGroupDescribe",
            70 => "ControllerRegistration",
            71 => "GetTelemetrySubscriptions",
            72 => "PushTelemetry",
            73 => "AssignReplicasToDirs",
            74 => "ListConfigResources",
            75 => "DescribeTopicPartitions",
            76 => "ShareGroupHeartbeat",
            77 => "ShareGroupDescribe",
            78 => "ShareFetch",
            79 => "ShareAcknowledge",
            80 => "AddRaftVoter",
            81 => "RemoveRaftVoter",
            82 => "UpdateRaftVoter",
            83 => "InitializeShareGroupState",
            84 => "ReadShareGroupState",
            85 => "WriteShareGroupState",
            86 => "DeleteShareGroupState",
            87 => "ReadShareGroupStateSummary",
            88 => "StreamsGroupHeartbeat",
            89 => "StreamsGroupDescribe",
            90 => "DescribeShareGroupOffsets",
            91 => "AlterShareGroupOffsets",
            92 => "DeleteShareGroupOffsets",
            _ => return None,
        })
    }
}

/// The first version of an API with tagged fields in header and body; beyond every version where there is none.
fn flexible_from(api_key: i16) -> Option<i32> {
    Some(match api_key {
        0 => 9,
        1 => 12,
        2 => 6,
        3 => 9,
        8 => 8,
        9 => 6,
        10 => 3,
        11 => 6,
        12 => 4,
        13 => 4,
        14 => 4,
        15 => 5,
        16 => 3,
        17 => i32::MAX,
        18 => 3,
        19 => 5,
        20 => 4,
        21 => 2,
        22 => 2,
        23 => 4,
        24 => 3,
        25 => 3,
        26 => 3,
        27 => 1,
        28 => 3,
        29 => 2,
        30 => 2,
        31 => 2,
        32 => 4,
        33 => 2,
        34 => 2,
        35 => 2,
        36 => 2,
        37 => 2,
        38 => 2,
        39 => 2,
        40 => 2,
        41 => 2,
        42 => 2,
        43 => 2,
        44 => 1,
        45 => 0,
        46 => 0,
        47 => i32::MAX,
        48 => 1,
        49 => 1,
        50 => 0,
        51 => 0,
        52 => 0,
        53 => 1,
        54 => 1,
        55 => 0,
        56 => 0,
        57 => 0,
        58 => 0,
        59 => 0,
        60 => 0,
        61 => 0,
        62 => 0,
        63 => 0,
        64 => 0,
        65 => 0,
        66 => 0,
        67 => 0,
        68 => 0,
        69 => 0,
        70 => 0,
        71 => 0,
        72 => 0,
        73 => 0,
        74 => 0,
        75 => 0,
        76 => 0,
        77 => 0,
        78 => 0,
        79 => 0,
        80 => 0,
        81 => 0,
        82 => 0,
        83 => 0,
        84 => 0,
        85 => 0,
        86 => 0,
        87 => 0,
        88 => 0,
        89 => 0,
        90 => 0,
        91 => 0,
        92 => 0,
        _ => return None,
    })
}

/// The version of the header in front of a request; none for an API key that Kafka does not know. A version that
/// is newer than ours has the header of the newest, so that ApiVersions can answer it.
pub fn request_header_version(api_key: i16, api_version: i16) -> Option<i16> {
    Some(if i32::from(api_version) >= flexible_from(api_key)? { 2 } else { 1 })
}

/// The version of the header in front of a response. That of ApiVersions never has tagged fields, since a client
/// reads it before it knows what the broker speaks.
pub fn response_header_version(api_key: i16, api_version: i16) -> Option<i16> {
    let flexible = i32::from(api_version) >= flexible_from(api_key)?;
    Some(if flexible && api_key != ApiKey::API_VERSIONS { 1 } else { 0 })
}
