//! Hosts' lines, uplinks of racks and the core, and what flows over them.
//!
//! Rates are shared anew where something changes, and only as far as it reaches: over the flows that a full link joins.

use super::settings::{LinkName, Way};
use super::setup::Cluster;
use crate::migration::wire;
use crate::sharing::{Filling, Flow, Want, without_its_most};
use crate::units::{Rate, Share};

/// A link in one direction.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub name: LinkName,
    /// What it carries of data, as built and now.
    pub whole: Rate,
    pub capacity: Rate,
    flows: Vec<u32>,
    /// Whether its flows want more than it carries.
    may_bind: bool,
    seen: u32,
}

/// Something that flows, or could.
#[derive(Clone, Debug)]
struct Flowing {
    want: Want,
    path: Vec<u32>,
    rate: Rate,
    open: Rate,
    seen: u32,
}

/// All links and what flows over them.
#[derive(Clone, Debug)]
pub(super) struct Network {
    pub links: Vec<Link>,
    flows: Vec<Flowing>,
    free: Vec<u32>,
    hosts: u32,
    racks: u32,
    has_uplinks: bool,
    core: Option<u32>,
    rack_of: Vec<u32>,
    /// Links and flows of which something has changed.
    dirty: Vec<u32>,
    dirty_flows: Vec<u32>,
    turn: u32,
    filling: Filling,
}

impl Network {
    pub fn new(cluster: &Cluster) -> Self {
        let mut links = Vec::new();
        let mut add = |name, line: Rate| {
            let whole = wire::payload(line);
            links.push(Link {
                name,
                whole,
                capacity: whole,
                flows: Vec::new(),
                may_bind: false,
                seen: 0,
            });
        };
        for host in &cluster.hosts {
            add(LinkName::Host(host.name, Way::Out), host.nic);
            add(LinkName::Host(host.name, Way::In), host.nic);
        }
        if let Some(uplink) = cluster.settings.uplink {
            for rack in 1..=cluster.racks {
                add(LinkName::Rack(rack, Way::Out), uplink);
                add(LinkName::Rack(rack, Way::In), uplink);
            }
        }
        if let Some(core) = cluster.settings.core {
            add(LinkName::Core, core);
        }
        let core = cluster.settings.core.map(|_| links.len() as u32 - 1);
        let mut network = Self {
            links,
            flows: Vec::new(),
            free: Vec::new(),
            hosts: cluster.hosts.len() as u32,
            racks: cluster.racks,
            has_uplinks: cluster.settings.uplink.is_some(),
            core,
            rack_of: cluster.hosts.iter().map(|host| host.rack).collect(),
            dirty: Vec::new(),
            dirty_flows: Vec::new(),
            turn: 0,
            filling: Filling::default(),
        };
        let tenant = cluster.settings.tenant;
        if !tenant.is_zero() {
            for link in 0..network.hosts * 2 {
                let flow = network.open(vec![link]);
                network.set(flow, Want::one(wire::payload(tenant)));
            }
        }
        network
    }

    /// The links from a host to another.
    pub fn path(&self, from: u32, to: u32) -> Vec<u32> {
        let mut path = vec![from * 2];
        let (rack, other) = (self.rack_of[from as usize], self.rack_of[to as usize]);
        if rack != other {
            let first = self.hosts * 2;
            if self.has_uplinks {
                path.push(first + rack * 2);
            }
            path.extend(self.core);
            if self.has_uplinks {
                path.push(first + other * 2 + 1);
            }
        }
        path.push(to * 2 + 1);
        path
    }

    /// The places of the links that a name means.
    pub fn places(&self, name: LinkName) -> Vec<u32> {
        let both = |first: u32, way| match way {
            Way::Out => vec![first],
            Way::In => vec![first + 1],
            Way::Both => vec![first, first + 1],
        };
        match name {
            LinkName::Host(host, way) => both((host.0 - 1) * 2, way),
            LinkName::Rack(rack, way) if self.has_uplinks && rack <= self.racks => {
                both(self.hosts * 2 + (rack - 1) * 2, way)
            }
            LinkName::Rack(..) => Vec::new(),
            LinkName::Core => self.core.into_iter().collect(),
        }
    }

    /// A flow that wants nothing yet.
    pub fn open(&mut self, path: Vec<u32>) -> u32 {
        let open = path
            .iter()
            .map(|&link| self.links[link as usize].capacity)
            .min()
            .unwrap_or_default();
        let flow = Flowing {
            want: Want::one(Rate::ZERO),
            path,
            rate: Rate::ZERO,
            open,
            seen: 0,
        };
        match self.free.pop() {
            Some(place) => {
                self.flows[place as usize] = flow;
                place
            }
            None => {
                self.flows.push(flow);
                self.flows.len() as u32 - 1
            }
        }
    }

    /// It wants something else.
    pub fn set(&mut self, flow: u32, want: Want) {
        let flowing = &mut self.flows[flow as usize];
        if flowing.want == want {
            return;
        }
        let (had, has) = (!flowing.want.most.is_zero(), !want.most.is_zero());
        flowing.want = want;
        if !has {
            flowing.rate = Rate::ZERO;
        }
        self.dirty.extend(&flowing.path);
        self.dirty_flows.push(flow);
        if had == has {
            return;
        }
        for &link in &flowing.path {
            let flows = &mut self.links[link as usize].flows;
            match flows.binary_search(&flow) {
                Ok(place) => drop(flows.remove(place)),
                Err(place) => flows.insert(place, flow),
            }
        }
    }

    /// It is over.
    pub fn close(&mut self, flow: u32) {
        self.set(flow, Want::one(Rate::ZERO));
        self.flows[flow as usize].rate = Rate::ZERO;
        self.free.push(flow);
    }

    /// A link carries this from now on.
    pub fn set_capacity(&mut self, link: u32, capacity: Rate) {
        self.links[link as usize].capacity = capacity.min(self.links[link as usize].whole);
        self.dirty.push(link);
    }

    /// What a flow gets, and what it could burst at: its rate if its own most did not hold it back.
    pub fn rates(&self, flow: u32) -> (Rate, Rate) {
        let flowing = &self.flows[flow as usize];
        (flowing.rate, flowing.open)
    }

    /// The part of a line that a flow could burst at.
    pub fn share(&self, flow: u32, line: Rate) -> Share {
        Share::new(self.rates(flow).1 / line)
    }

    /// What goes over a link.
    pub fn used(&self, link: u32) -> Rate {
        let flows = &self.links[link as usize].flows;
        flows.iter().map(|&flow| self.flows[flow as usize].rate).sum()
    }

    /// The link that holds a flow back, if it is not its own most.
    pub fn bound(&self, flow: u32) -> Option<u32> {
        let flowing = &self.flows[flow as usize];
        if flowing.rate >= flowing.want.most && flowing.open > flowing.rate {
            return None;
        }
        let full = |link: &&u32| self.used(**link) >= self.links[**link as usize].capacity * (1.0 - 1e-9);
        flowing.path.iter().find(full).copied()
    }

    /// Whether anything has changed since rates were shared.
    pub fn is_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// Shares rates anew where something has changed: the flows that were looked at, and the links that they go over.
    pub fn share_anew(&mut self, touched: &mut Vec<u32>, links_touched: &mut Vec<u32>) {
        self.turn += 1;
        touched.clear();
        links_touched.clear();
        let mut flows = std::mem::take(&mut self.dirty_flows);
        let mut links = std::mem::take(&mut self.dirty);
        let mut silent = Vec::new();
        loop {
            if let Some(link) = links.pop() {
                self.see_link(link, &mut flows, links_touched);
            } else if let Some(flow) = flows.pop() {
                let flowing = &mut self.flows[flow as usize];
                if std::mem::replace(&mut flowing.seen, self.turn) == self.turn {
                    continue;
                }
                if flowing.want.most.is_zero() {
                    silent.push(flow);
                } else {
                    touched.push(flow);
                    links.extend_from_slice(&flowing.path);
                }
            } else {
                break;
            }
        }
        touched.sort_unstable();
        self.fill(touched, links_touched);
        for &flow in touched.iter() {
            let open = self.open_rate(flow);
            self.flows[flow as usize].open = open;
        }
        touched.append(&mut silent);
    }

    /// A link that could hold its flows back, or did before, joins them all.
    fn see_link(&mut self, link: u32, flows: &mut Vec<u32>, links_touched: &mut Vec<u32>) {
        let there = &mut self.links[link as usize];
        if std::mem::replace(&mut there.seen, self.turn) == self.turn {
            return;
        }
        links_touched.push(link);
        let wanted: Rate = there
            .flows
            .iter()
            .map(|&flow| self.flows[flow as usize].want.most)
            .sum();
        let did = std::mem::replace(&mut there.may_bind, wanted > there.capacity);
        if there.may_bind || did {
            flows.extend_from_slice(&there.flows);
        }
    }

    fn fill(&mut self, touched: &[u32], seen: &[u32]) {
        let mut links: Vec<u32> = seen
            .iter()
            .copied()
            .filter(|&link| self.links[link as usize].may_bind)
            .collect();
        links.sort_unstable();
        let path = |&flow: &u32| {
            let path = &self.flows[flow as usize].path;
            path.iter()
                .filter_map(|link| links.binary_search(link).ok())
                .map(|place| place as u32)
                .collect()
        };
        let paths: Vec<Vec<u32>> = touched.iter().map(path).collect();
        let flows: Vec<Flow<'_>> = touched
            .iter()
            .zip(&paths)
            .map(|(&flow, path)| Flow {
                want: self.flows[flow as usize].want,
                path,
            })
            .collect();
        let mut left: Vec<Rate> = links.iter().map(|&link| self.links[link as usize].capacity).collect();
        let mut rates = vec![Rate::ZERO; flows.len()];
        self.filling.fill(&flows, &mut left, &mut rates);
        for (&flow, &rate) in touched.iter().zip(&rates) {
            self.flows[flow as usize].rate = rate;
        }
    }

    fn open_rate(&self, flow: u32) -> Rate {
        let flowing = &self.flows[flow as usize];
        if flowing.rate < flowing.want.most {
            return flowing.rate;
        }
        let mut others: Vec<(Rate, Vec<(Rate, f64)>)> = flowing
            .path
            .iter()
            .map(|&link| {
                let link = &self.links[link as usize];
                let beside = link.flows.iter().filter(|&&other| other != flow);
                let rates = beside
                    .map(|&other| &self.flows[other as usize])
                    .map(|other| (other.rate, other.want.weight));
                (link.capacity, rates.collect())
            })
            .collect();
        without_its_most(
            flowing.want.weight,
            others.iter_mut().map(|(capacity, others)| (*capacity, others)),
        )
    }
}
