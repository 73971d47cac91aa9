//! Mixing of user seeds into well-distributed generator states.

use super::error::RandomError;

const DEFAULT_POOL_SIZE: usize = 4;
const INIT_A: u32 = 0x43b0_d7e5;
const MULT_A: u32 = 0x931e_8875;
const INIT_B: u32 = 0x8b51_f9dd;
const MULT_B: u32 = 0x58f3_8ded;
const MIX_MULT_L: u32 = 0xca01_f9dd;
const MIX_MULT_R: u32 = 0x4973_f715;
const XSHIFT: u32 = 16;

/// A reproducible source of generator states, as `numpy.random.SeedSequence`.
///
/// Entropy of any length is hashed into a pool with full avalanche, and the pool into as many state
/// words as a generator asks for. Children made by [`spawn`](Self::spawn) give independent streams.
///
/// After O'Neill, *Developing a seed_seq Alternative* (2015).
///
/// # Examples
/// ```
/// use pallasite_numpy::random::SeedSequence;
///
/// let mut root = SeedSequence::from(42_u64);
/// assert_eq!(root.generate_u32(2), [3444837047, 2669555309]);
/// let children = root.spawn(2)?;
/// assert_eq!(children[1].spawn_key(), [1]);
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedSequence {
    entropy: Vec<u32>,
    spawn_key: Vec<u32>,
    pool: Vec<u32>,
    n_children_spawned: u32,
}

impl SeedSequence {
    /// A sequence from entropy words, the least significant word of an integer first.
    ///
    /// An integer seed gives as many words as it needs, and the seed `0` one word of zero. A list of
    /// integers is the concatenation of its elements' words.
    pub fn new(entropy: &[u32]) -> Self {
        Self::mixed(entropy.to_vec(), Vec::new(), DEFAULT_POOL_SIZE, 0)
    }

    /// A sequence with everything given, as needed to rebuild a stored one.
    ///
    /// # Errors
    /// [`RandomError::PoolSize`] if `pool_size` is below four.
    pub fn with_spawn_key(
        entropy: &[u32],
        spawn_key: &[u32],
        pool_size: usize,
        n_children_spawned: u32,
    ) -> Result<Self, RandomError> {
        if pool_size < DEFAULT_POOL_SIZE {
            return Err(RandomError::PoolSize);
        }
        let mut probe = Vec::<u32>::new();
        let bytes = pool_size.saturating_mul(size_of::<u32>());
        probe.try_reserve_exact(pool_size).map_err(|_| RandomError::OutOfMemory { bytes })?;
        Ok(Self::mixed(entropy.to_vec(), spawn_key.to_vec(), pool_size, n_children_spawned))
    }

    fn mixed(entropy: Vec<u32>, spawn_key: Vec<u32>, pool_size: usize, n_children_spawned: u32) -> Self {
        let mut words = entropy.clone();
        if !spawn_key.is_empty() {
            // Short entropy is padded, so that a spawn key can never pass for entropy.
            words.resize(words.len().max(pool_size), 0);
            words.extend_from_slice(&spawn_key);
        }
        let pool = mix_entropy(&words, pool_size);
        Self { entropy, spawn_key, pool, n_children_spawned }
    }

    /// The entropy words this sequence was made from.
    pub fn entropy(&self) -> &[u32] {
        &self.entropy
    }

    /// The position of this sequence in the tree of spawned ones.
    pub fn spawn_key(&self) -> &[u32] {
        &self.spawn_key
    }

    /// Number of words in the entropy pool.
    pub fn pool_size(&self) -> usize {
        self.pool.len()
    }

    /// The mixed entropy.
    pub fn pool(&self) -> &[u32] {
        &self.pool
    }

    /// Number of children spawned so far.
    pub fn n_children_spawned(&self) -> u32 {
        self.n_children_spawned
    }

    /// The first `n` 32-bit state words.
    pub fn generate_u32(&self, n: usize) -> Vec<u32> {
        self.state_words().take(n).collect()
    }

    /// The first `n` 64-bit state words; each takes two 32-bit words, the lower one first.
    pub fn generate_u64(&self, n: usize) -> Vec<u64> {
        let mut words = self.state_words();
        let mut next = || u64::from(words.next().unwrap_or(0));
        (0..n).map(|_| next() | next() << 32).collect()
    }

    fn state_words(&self) -> impl Iterator<Item = u32> + '_ {
        let mut hash = INIT_B;
        self.pool.iter().cycle().map(move |&word| {
            let value = word ^ hash;
            hash = hash.wrapping_mul(MULT_B);
            xorshift(value.wrapping_mul(hash))
        })
    }

    /// The next `n` children, each with an extended spawn key.
    ///
    /// # Errors
    /// [`RandomError::TooManyChildren`] if their numbers no longer fit 32 bits.
    pub fn spawn(&mut self, n: u32) -> Result<Vec<Self>, RandomError> {
        let end = self.n_children_spawned.checked_add(n).ok_or(RandomError::TooManyChildren)?;
        let children = (self.n_children_spawned..end).map(|i| self.child(i)).collect();
        self.n_children_spawned = end;
        Ok(children)
    }

    fn child(&self, i: u32) -> Self {
        let mut key = self.spawn_key.clone();
        key.push(i);
        Self::mixed(self.entropy.clone(), key, self.pool.len(), 0)
    }
}

fn mix_entropy(words: &[u32], pool_size: usize) -> Vec<u32> {
    let mut hash = INIT_A;
    let word = |i: usize| words.get(i).copied().unwrap_or(0);
    let mut pool: Vec<u32> = (0..pool_size).map(|i| hashmix(word(i), &mut hash)).collect();
    for src in 0..pool_size {
        for dst in (0..pool_size).filter(|&dst| dst != src) {
            pool[dst] = mix(pool[dst], hashmix(pool[src], &mut hash));
        }
    }
    for &extra in words.iter().skip(pool_size) {
        for slot in &mut pool {
            *slot = mix(*slot, hashmix(extra, &mut hash));
        }
    }
    pool
}

fn hashmix(value: u32, hash: &mut u32) -> u32 {
    let value = value ^ *hash;
    *hash = hash.wrapping_mul(MULT_A);
    xorshift(value.wrapping_mul(*hash))
}

fn mix(x: u32, y: u32) -> u32 {
    xorshift(MIX_MULT_L.wrapping_mul(x).wrapping_sub(MIX_MULT_R.wrapping_mul(y)))
}

fn xorshift(value: u32) -> u32 {
    value ^ (value >> XSHIFT)
}

impl From<u128> for SeedSequence {
    fn from(seed: u128) -> Self {
        let words = [seed as u32, (seed >> 32) as u32, (seed >> 64) as u32, (seed >> 96) as u32];
        let len = 4 - words.iter().rev().take_while(|&&word| word == 0).count();
        Self::new(&words[..len.max(1)])
    }
}

impl From<u64> for SeedSequence {
    fn from(seed: u64) -> Self {
        Self::from(u128::from(seed))
    }
}

impl From<u32> for SeedSequence {
    fn from(seed: u32) -> Self {
        Self::new(&[seed])
    }
}

impl From<&[u32]> for SeedSequence {
    fn from(entropy: &[u32]) -> Self {
        Self::new(entropy)
    }
}
