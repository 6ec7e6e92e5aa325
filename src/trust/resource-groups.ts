const names = (text: string): readonly string[] => text.trim().split(/\s+/)

/**
 * Resource types by whose they are. `record`: can be one patient's, and is narrowed to that patient. `unbound`: may hold a patient's data but
 * say nowhere whose, so they are only for those who may see every patient. `directory`: people, places and products of the house.
 * `knowledge`: definitions and terminology. `audit`: who did what. `withheld`: for nobody, as nothing here acts on them.
 * @source https://hl7.org/fhir/R4/compartmentdefinition-patient.html
 */
export const resourceGroups = {
  record: names(`
    Account AdverseEvent AllergyIntolerance Appointment AppointmentResponse Basic Binary BodyStructure Bundle CarePlan CareTeam
    ChargeItem Claim ClaimResponse ClinicalImpression Communication CommunicationRequest Composition Condition Consent Contract Coverage
    CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceRequest DeviceUseStatement DiagnosticReport
    DocumentManifest DocumentReference Encounter EnrollmentRequest EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Flag Goal
    Group GuidanceResponse ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation Invoice Linkage List MeasureReport Media
    MedicationAdministration MedicationDispense MedicationRequest MedicationStatement MessageHeader MolecularSequence NutritionOrder Observation
    Patient PaymentNotice Person Procedure Provenance QuestionnaireResponse RelatedPerson RequestGroup ResearchSubject RiskAssessment Schedule
    ServiceRequest Specimen SupplyDelivery SupplyRequest Task VerificationResult VisionPrescription`),
  unbound: names('BiologicallyDerivedProduct DeviceMetric EnrollmentResponse PaymentReconciliation Slot'),
  directory: names(`
    Endpoint HealthcareService InsurancePlan Location Medication Organization OrganizationAffiliation Practitioner PractitionerRole
    Substance`),
  knowledge: names(`
    ActivityDefinition CapabilityStatement CatalogEntry ChargeItemDefinition CodeSystem CompartmentDefinition ConceptMap
    DeviceDefinition EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable ExampleScenario GraphDefinition
    ImplementationGuide Library Measure MedicationKnowledge MedicinalProduct MedicinalProductAuthorization
    MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
    MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
    MessageDefinition NamingSystem ObservationDefinition OperationDefinition PlanDefinition Questionnaire ResearchDefinition
    ResearchElementDefinition ResearchStudy RiskEvidenceSynthesis SearchParameter SpecimenDefinition StructureDefinition StructureMap
    SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial
    SubstanceSpecification TerminologyCapabilities TestReport TestScript ValueSet`),
  audit: names('AuditEvent'),
  withheld: names('OperationOutcome Subscription'),
} as const
