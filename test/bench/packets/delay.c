/*
 * A bottleneck for real packets: takes those of one port from a netfilter queue, holds each back by half a round trip and by what stands before it
 * in the queue of the link, and drops some at random and those that find the queue full. Both directions alike.
 *   delay PORT RTT_MS LOSS_PERCENT LINK_KIB_A_SECOND QUEUE_MS SEED
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

typedef struct {
  uint64_t due, order;
  uint32_t id;
} Held;

static uint16_t port;
static double loss_percent, queue_ns, ns_a_byte;
static uint64_t half_trip_ns, random_state, link_free[2], order;
static Held *heap;
static int held, room;
static struct nfq_q_handle *queue;
static volatile sig_atomic_t ended;

static uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static double chance(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (double)(random_state >> 11) / 9007199254740992.0;
}

static int is_before(const Held *one, const Held *other) {
  return one->due < other->due || (one->due == other->due && one->order < other->order);
}

static void hold(uint64_t due, uint32_t id) {
  if (held == room) {
    room = room ? room * 2 : 4096;
    heap = realloc(heap, (size_t)room * sizeof *heap);
  }
  Held entry = {due, order++, id};
  int at = held++;
  for (; at && is_before(&entry, &heap[(at - 1) / 2]); at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
  heap[at] = entry;
}

static Held release(void) {
  Held first = heap[0], last = heap[--held];
  int at = 0;
  for (int child; (child = 2 * at + 1) < held; at = child) {
    if (child + 1 < held && is_before(&heap[child + 1], &heap[child])) child++;
    if (!is_before(&heap[child], &last)) break;
    heap[at] = heap[child];
  }
  if (held) heap[at] = last;
  return first;
}

static int on_packet(struct nfq_q_handle *from, struct nfgenmsg *message, struct nfq_data *data, void *context) {
  (void)message, (void)context;
  uint32_t id = ntohl(nfq_get_msg_packet_hdr(data)->packet_id);
  unsigned char *bytes;
  if (nfq_get_payload(data, &bytes) < 40) return nfq_set_verdict(from, id, NF_ACCEPT, 0, NULL);
  int header = (bytes[0] & 15) * 4;
  int size = bytes[2] << 8 | bytes[3];
  int direction = (bytes[header + 2] << 8 | bytes[header + 3]) == port ? 0 : 1;
  uint64_t now = now_ns();
  uint64_t start = link_free[direction] > now ? link_free[direction] : now;
  if (chance() * 100 < loss_percent || (double)(start - now) > queue_ns) return nfq_set_verdict(from, id, NF_DROP, 0, NULL);
  link_free[direction] = start + (uint64_t)(size * ns_a_byte);
  hold(link_free[direction] + half_trip_ns, id);
  return 0;
}

static void end(int signal_number) {
  (void)signal_number;
  ended = 1;
}

int main(int count, char **arguments) {
  if (count < 7) return 2;
  port = (uint16_t)atoi(arguments[1]);
  half_trip_ns = (uint64_t)(atof(arguments[2]) / 2 * 1e6);
  loss_percent = atof(arguments[3]);
  ns_a_byte = 1e9 / (atof(arguments[4]) * 1024);
  queue_ns = atof(arguments[5]) * 1e6;
  random_state = (uint64_t)atoi(arguments[6]) * 2654435761u + 88172645463325252u;
  signal(SIGTERM, end);
  struct nfq_handle *handle = nfq_open();
  if (!handle || !(queue = nfq_create_queue(handle, 0, on_packet, NULL))) return 1;
  nfq_set_mode(queue, NFQNL_COPY_PACKET, 80);
  nfq_set_queue_maxlen(queue, 60000);
  nfnl_rcvbufsiz(nfq_nfnlh(handle), 64 << 20);
  int on = 1;
  /* SOL_NETLINK, NETLINK_NO_ENOBUFS: a burst that does not fit is lost, and no error. */
  setsockopt(nfq_fd(handle), 270, 5, &on, sizeof on);
  puts("ready");
  fflush(stdout);
  static char buffer[1 << 18];
  while (!ended) {
    uint64_t now = now_ns();
    while (held && heap[0].due <= now) nfq_set_verdict(queue, release().id, NF_ACCEPT, 0, NULL);
    struct timespec wait = {0, 200000000};
    if (held && heap[0].due - now < 200000000) wait.tv_nsec = heap[0].due > now ? (long)(heap[0].due - now) : 0;
    struct pollfd ready = {nfq_fd(handle), POLLIN, 0};
    if (ppoll(&ready, 1, &wait, NULL) <= 0) continue;
    for (int turn = 0; turn < 64; turn++) {
      ssize_t size = recv(nfq_fd(handle), buffer, sizeof buffer, MSG_DONTWAIT);
      if (size <= 0) break;
      nfq_handle_packet(handle, buffer, (int)size);
    }
  }
  return 0;
}
