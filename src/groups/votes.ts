// Which name most members are for: the protocol of a classic group, the assignor of a consumer group.

/** The first of those with the most votes; null where nobody has voted. */
export function mostVoted(votes: ReadonlyMap<string, number>): string | null {
  let winner: string | null = null;
  let most = 0;
  for (const [name, count] of votes) {
    if (count <= most) continue;
    winner = name;
    most = count;
  }
  return winner;
}
