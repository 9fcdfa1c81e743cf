// SPDX-License-Identifier: Apache-2.0
// The command line. What each command does is in the files named like it.
#include <CLI/CLI.hpp>

#include "app/commands.h"

namespace {

using namespace anban::app;

void add_serve(CLI::App& app, ServeOptions& options) {
  CLI::App* serve = app.add_subcommand("serve", "Serve companions, with every duty in force");
  serve->add_option("--config", options.configuration_file, "Configuration file (TOML)");
  serve->add_option("--data", options.data_folder, "Data folder");
  serve->add_option("--listen", options.listen, "ADDRESS:PORT; port 0 picks one");
  serve->add_option("--packs", options.packs_folder,
                    "Folder of policy packs instead of the embedded ones");
}

void add_sandbox(CLI::App& app, SandboxOptions& options) {
  CLI::App* sandbox = app.add_subcommand(
      "sandbox", "The same server with a virtual clock and a scripted model server");
  sandbox->add_option("--listen", options.listen, "ADDRESS:PORT; port 0 picks one")
      ->capture_default_str();
  sandbox->add_option("--pack", options.pack, "Policy pack")->capture_default_str();
  sandbox->add_option("--at", options.at, "Start of the clock, RFC 3339")->capture_default_str();
  sandbox->add_option("--data", options.data_folder, "Data folder (never one that serves people)");
  sandbox->add_option("--packs", options.packs_folder, "Folder of policy packs");
}

void add_chat(CLI::App& app, ChatOptions& options) {
  CLI::App* chat = app.add_subcommand("chat", "Talk to a companion through a running gateway");
  chat->add_option("--url", options.url, "Where anban serves")->capture_default_str();
  chat->add_option("--key", options.key, "Personal key (default: the demonstration key)");
  chat->add_option("--data", options.data_folder, "Data folder with the demonstration key")
      ->capture_default_str();
  chat->add_option("--model", options.model, "Model or character:<id>")->capture_default_str();
}

void add_evidence(CLI::App& app, EvidenceOptions& options) {
  const auto with_data = [&](CLI::App* command) {
    command->add_option("--data", options.data_folder, "Data folder")->capture_default_str();
    command->add_option("--public-key", options.public_key,
                        "The installation's public key, base64");
    return command;
  };
  CLI::App* audit = app.add_subcommand("audit", "The evidence log")->require_subcommand(1);
  with_data(audit->add_subcommand("verify", "Recompute the whole log and check every checkpoint"));
  with_data(audit->add_subcommand("prove", "Proof that a turn is in the log (JSON)"))
      ->add_option("turn", options.turn, "trn_…")
      ->required();
  with_data(audit->add_subcommand("check", "Check a proof offline"))
      ->add_option("proof", options.file, "File written by prove")
      ->required();
  with_data(audit->add_subcommand("export", "The log as JSON lines"));
  with_data(app.add_subcommand("fsck", "Look for damage in a data folder"));
  with_data(app.add_subcommand("backup", "Copy the database while it is in use"))
      ->add_option("file", options.file, "File to write")
      ->required();
  with_data(app.add_subcommand("restore", "Bring a backup into an empty data folder"))
      ->add_option("file", options.file, "File written by backup")
      ->required();
}

void add_policy(CLI::App& app, PolicyOptions& options, std::string& source_folder) {
  const auto with_pack = [&](CLI::App* command) {
    command->add_option("--pack", options.pack, "Policy pack")->capture_default_str();
    command->add_option("--packs", options.packs_folder,
                        "Folder of packs instead of the embedded ones");
    command->add_option("--overlay", options.overlay_folder, "The operator's overlay folder");
    return command;
  };
  CLI::App* policy = app.add_subcommand("policy", "Policy packs")->require_subcommand(1);
  with_pack(policy->add_subcommand("show", "What is in force"));
  with_pack(policy->add_subcommand("check", "Every fault of a pack and overlay"));
  with_pack(policy->add_subcommand("diff", "What another pack folder changes"))
      ->add_option("other", options.other_folder, "Pack folder to compare with")
      ->required();
  with_pack(
      app.add_subcommand("obligations", "Obligations with their tests, as docs/obligations.md"))
      ->add_option("--source", source_folder, "The repository, for the names of tests")
      ->capture_default_str();
}

void add_learning(CLI::App& app, LearningOptions& options) {
  const auto with_sets = [&](CLI::App* command) {
    command->add_option("--corpora", options.corpora, "Folder of our own sets")
        ->capture_default_str();
    command->add_option("--data", options.data, "Folder of the public sets")
        ->envname("ANBAN_DATA")
        ->capture_default_str();
    return command;
  };
  CLI::App* train = with_sets(app.add_subcommand("train", "Train the detectors' model"));
  train->add_option("--output", options.output, "Folder for detect.bin and detect.json")
      ->capture_default_str();
  train->add_option("--without", options.without, "Sources to leave out");
  train->add_option("--epochs", options.lesson.epochs, "Rounds over the texts")
      ->capture_default_str();
  train->add_option("--rate", options.lesson.rate, "Length of a step")->capture_default_str();
  train->add_option("--calm", options.lesson.calm, "How little rare features move at first")
      ->capture_default_str();
  train->add_option("--decay", options.lesson.decay, "L2")->capture_default_str();
  train->add_option("--kept", options.lesson.kept, "Share of features kept in a step")
      ->capture_default_str();
  train->add_option("--seeds", options.lesson.seeds, "Orders of the texts, averaged")
      ->capture_default_str();
  train->add_option("--texts", options.lesson.texts, "Texts that must hold a feature")
      ->capture_default_str();
  train->add_option("--authors", options.lesson.authors, "Folds that must hold a feature")
      ->capture_default_str();
  train->add_option("--yes-most", options.lesson.yes_most, "Weight of rare positives, at most")
      ->capture_default_str();
  train->add_option("--assumed", options.lesson.assumed, "Weight of assumed negatives")
      ->capture_default_str();
  train->add_option("--no-cues", options.lesson.no_cues, "Share of steps without cues")
      ->capture_default_str();
  train->add_option("--no-letters", options.lesson.no_letters, "Share of steps without characters")
      ->capture_default_str();
  train->add_option("--errors", options.errors, "Write what was missed or wrong when left out");
  CLI::App* eval = with_sets(app.add_subcommand("eval", "Measure the detectors"));
  eval->add_option("set", options.set, "A set's name, a .tsv file, or all")->capture_default_str();
  eval->add_option("--model", options.model, "A model's image instead of the embedded one");
  eval->add_flag("--json", options.json, "The figures as JSON");
}

void add_staff(CLI::App& app, StaffOptions& options) {
  CLI::App* staff = app.add_subcommand("staff", "Accounts of staff")->require_subcommand(1);
  CLI::App* reset = staff->add_subcommand(
      "reset-admin", "A new link for an administrator who cannot sign in; the server is stopped");
  reset->add_option("--data", options.data_folder, "Data folder")->capture_default_str();
  reset->add_option("--key", options.key_file, "Master key file, where it lies elsewhere");
  reset->add_option("--login", options.login, "Whose account, where there are several");
}

int run(const CLI::App& app, const ServeOptions& s, const SandboxOptions& b, const ChatOptions& c,
        const EvidenceOptions& e, const PolicyOptions& p, const LearningOptions& l,
        const StaffOptions& f, const std::string& source_folder, const std::string& key_file) {
  if (app.got_subcommand("train")) return train(l);
  if (app.got_subcommand("eval")) return evaluate(l);
  if (app.got_subcommand("serve")) return serve(s);
  if (app.got_subcommand("sandbox")) return sandbox(b);
  if (app.got_subcommand("chat")) return chat(c);
  if (app.got_subcommand("fsck")) return fsck(e);
  if (app.got_subcommand("backup")) return backup(e);
  if (app.got_subcommand("restore")) return restore(e);
  if (app.got_subcommand("obligations")) return obligations(p, source_folder);
  if (app.got_subcommand("key")) return key_make(key_file);
  if (app.got_subcommand("staff")) return staff_reset_admin(f);
  if (const CLI::App* audit = app.get_subcommand("audit"); audit->parsed()) {
    if (audit->got_subcommand("verify")) return audit_verify(e);
    if (audit->got_subcommand("prove")) return audit_prove(e);
    if (audit->got_subcommand("check")) return audit_check(e);
    return audit_export(e);
  }
  const CLI::App* policy = app.get_subcommand("policy");
  if (policy->got_subcommand("show")) return policy_show(p);
  if (policy->got_subcommand("check")) return policy_check(p);
  return policy_diff(p);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Anban 安伴: between a companion app and its model server");
  app.require_subcommand(1);
  app.set_version_flag("--version", "anban " ANBAN_VERSION);
  ServeOptions serve_options;
  SandboxOptions sandbox_options;
  ChatOptions chat_options;
  EvidenceOptions evidence_options;
  PolicyOptions policy_options;
  LearningOptions learning_options;
  StaffOptions staff_options;
  std::string source_folder = ".";
  std::string key_file;
  add_serve(app, serve_options);
  add_sandbox(app, sandbox_options);
  add_chat(app, chat_options);
  add_evidence(app, evidence_options);
  add_policy(app, policy_options, source_folder);
  add_learning(app, learning_options);
  add_staff(app, staff_options);
  CLI::App* key = app.add_subcommand("key", "The master key")->require_subcommand(1);
  key->add_subcommand("make", "Write a new master key")->add_option("file", key_file)->required();
  CLI11_PARSE(app, argc, argv);
  return run(app, serve_options, sandbox_options, chat_options, evidence_options, policy_options,
             learning_options, staff_options, source_folder, key_file);
}
